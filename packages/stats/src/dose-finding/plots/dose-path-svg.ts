/** The dose-path tree as a picture: one row a path, one column a cohort. */
import { DesignRefusal } from "../core/design-refusal.ts";
import type { NextStep } from "../core/dose-decision.ts";
import type { PathNode, PathTree } from "../core/path-tree.ts";
import { recommendationWords, stepWords } from "../core/step-words.ts";
import type { Tone } from "../../figures/palette.ts";
import { px, svgDocument } from "../../figures/svg-document.ts";
import { filled, heading, legend, percent, text, textWidth } from "../../figures/svg-parts.ts";

const row = 28;
const box = { width: 126, height: 24 } as const;
const gap = 64;
/** More rows than this are no picture any more. */
const mostRows = 400;

/**
 * @param tree its leaves are drawn from top (no events) to bottom.
 * Throws DesignRefusal for more than 400 paths.
 * @example dosePathSvg(pathTree(design, { depth: 2 }), { title: "First two cohorts" }).startsWith("<svg")
 */
export function dosePathSvg(tree: PathTree, options: { readonly title: string; readonly id?: string }): string {
  const leaves = tree.nodes.filter((node) => node.children.length === 0);
  if (leaves.length > mostRows) throw new DesignRefusal("too-many-paths", "depth", `A picture of ${leaves.length} paths cannot be read.`, `Follow fewer cohorts, so that there are at most ${mostRows} paths.`);
  const columns = Math.max(...tree.nodes.map((node) => node.depth)) + 1;
  const ends = Math.max(0, ...leaves.map((leaf) => textWidth(endWords(leaf))));
  const width = Math.max(560, 16 + columns * (box.width + gap) + ends);
  const sentence = `${tree.design.name} (edition ${tree.design.edition}). ${tree.design.variant} ${tree.truth === null ? "Figures on the lines: events in the cohort." : `Figures on the lines: events in the cohort. Percentages are exact probabilities with true rates ${tree.truth.join(", ")}.`}`;
  const head = heading(options.title, sentence, width);
  const keys = legend(16, head.height, width - 32, [["up", "↑ higher dose level"], ["stay", "= same dose level"], ["down", "↓ lower dose level"], ["stop", "■ the trial ends"]]);
  const top = head.height + keys.height + 12;
  const y = placeRows(tree, top);
  const x = (node: PathNode) => 16 + node.depth * (box.width + gap);
  const drawn = tree.nodes.map((node) => {
    const parent = node.parent === null ? null : (tree.nodes[node.parent] ?? null);
    const here = y[node.index] ?? top;
    const mark = markOf(parent, node.next);
    const label = `${mark.sign} ${node.next.kind === "treat" ? `${node.next.size} at dose ${node.next.dose}` : node.next.kind === "wait" ? "wait" : "end"}`;
    const edge = parent === null ? "" : drawEdge(x(parent) + box.width, y[parent.index] ?? top, x(node), here, String(node.events ?? ""));
    const after = node.children.length === 0 ? text(x(node) + box.width + 8, here + 5, endWords(node), { kind: "soft" }) : "";
    return edge + filled({ x: x(node), y: here - box.height / 2, width: box.width, height: box.height }, mark.tone, stepWords(node.next)) + text(x(node) + box.width / 2, here + 5, label, { anchor: "middle" }) + after;
  });
  return svgDocument({ title: options.title, description: leaves.map((leaf) => describe(tree, leaf)).join(" "), width, height: top + leaves.length * row + 16, body: head.body + keys.body + drawn.join("\n"), ...(options.id === undefined ? {} : { id: options.id }) });
}

/** Leaves one below the other, each parent in the middle of its children. */
function placeRows(tree: PathTree, top: number): number[] {
  const y: number[] = [];
  let next = 0;
  const visit = (node: PathNode): number => {
    const places = node.children.flatMap((child) => {
      const there = tree.nodes[child];
      return there === undefined ? [] : [visit(there)];
    });
    const first = places[0];
    return (y[node.index] = first === undefined ? top + row / 2 + row * next++ : (first + (places.at(-1) ?? first)) / 2);
  };
  const [root] = tree.nodes;
  if (root !== undefined) visit(root);
  return y;
}

function markOf(parent: PathNode | null, next: NextStep): { readonly tone: Tone; readonly sign: string } {
  if (next.kind === "stop") return { tone: "stop", sign: "■" };
  if (next.kind === "wait" || parent?.next.kind !== "treat") return { tone: "none", sign: "" };
  const from = parent.next.dose;
  return next.dose > from ? { tone: "up", sign: "↑" } : next.dose < from ? { tone: "down", sign: "↓" } : { tone: "stay", sign: "=" };
}

function drawEdge(x1: number, y1: number, x2: number, y2: number, label: string): string {
  const middle = x1 + 18;
  return `<path class="edge" d="M${px(x1)} ${px(y1)}H${px(middle)}V${px(y2)}H${px(x2)}"/>${text(x2 - 14, y2 - 5, label, { anchor: "middle", kind: "strong" })}`;
}

function endWords({ next, recommendation, probability }: PathNode): string {
  const words = recommendation === null ? "" : `${next.kind === "stop" ? stepWords(next) : ""}: ${recommendationWords(recommendation)}`;
  return `${words}${probability === null ? "" : `${words === "" ? "" : ", "}${percent(probability, 2)}`}`;
}

function describe(tree: PathTree, leaf: PathNode): string {
  const events: string[] = [];
  let node: PathNode | undefined = leaf;
  while (node !== undefined && node.parent !== null) {
    const parent: PathNode | undefined = tree.nodes[node.parent];
    if (parent?.next.kind === "treat") events.unshift(`${node.events ?? 0} of ${parent.next.size} at dose level ${parent.next.dose}`);
    node = parent;
  }
  return `${events.join(", then ")}: ${stepWords(leaf.next)}${leaf.recommendation === null ? "" : `, recommended ${recommendationWords(leaf.recommendation)}`}${leaf.probability === null ? "" : `, probability ${percent(leaf.probability, 2)}`}.`;
}
