/** Dose paths as a table: Markdown and CSV. */
import { type PathTree, listPaths } from "./path-tree.ts";
import { csvTable, markdownTable, recommendationWords, stepWords } from "./step-words.ts";

/** Heading and a row a path: outcomes, what comes next, recommendation, probability. */
function pathRows(tree: PathTree, digits: number | null): string[][] {
  const probabilityWords = (probability: number | null): string => (probability === null ? "" : digits === null ? String(probability) : probability.toFixed(digits));
  const rows = listPaths(tree).map(({ outcomes, next, recommendation, probability }) => [outcomes, stepWords(next), recommendation === null ? "" : recommendationWords(recommendation), probabilityWords(probability)]);
  return [["outcomes", "next", "recommended", "probability"], ...rows];
}

/** The paths of a tree as a Markdown table, probabilities with four digits. N: no event, T: event. */
export const pathsMarkdown = (tree: PathTree): string => markdownTable(pathRows(tree, 4));

/** The paths of a tree as CSV, probabilities in full. */
export const pathsCsv = (tree: PathTree): string => csvTable(pathRows(tree, null));
