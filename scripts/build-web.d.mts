/** Builds the web application when its sources changed since it was last built, with the Node at this path. */
export function buildWeb(node: string): void;
