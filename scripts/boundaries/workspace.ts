/** What the boundary check has to know about a workspace: its package.json, and which others it may use. */
export interface Workspace {
  readonly folder: string;
  readonly name: string;
  readonly exports: readonly string[];
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
}

/** The arrows of the architecture. A workspace may import those listed and nothing else of ours. */
export const arrows: Readonly<Record<string, readonly string[]>> = {
  "@stroma/stats": [],
  "@stroma/domain": ["@stroma/stats"],
  "@stroma/interchange": ["@stroma/domain", "@stroma/stats"],
  "@stroma/api": ["@stroma/domain", "@stroma/stats"],
  "@stroma/server": ["@stroma/api", "@stroma/interchange", "@stroma/domain", "@stroma/stats"],
  "@stroma/web": ["@stroma/api", "@stroma/domain", "@stroma/stats"],
  "@stroma/cli": ["@stroma/server", "@stroma/api", "@stroma/interchange", "@stroma/domain", "@stroma/stats"],
};

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

export function describeWorkspace(folder: string, manifest: Manifest): Workspace {
  return {
    folder,
    name: manifest.name,
    exports: Object.keys(manifest.exports ?? {}),
    dependencies: Object.keys(manifest.dependencies ?? {}),
    devDependencies: Object.keys(manifest.devDependencies ?? {}),
  };
}
