/** Packs @stroma/stats as JavaScript with type declarations into a folder; gives the path of the packed file. */
export function packStats(folder: string): string;
/** Imports of modules under a folder that are not of each other: `file: module`. */
export function foreignImports(folder: string): string[];
