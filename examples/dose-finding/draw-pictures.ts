/** The pictures of the design, one message each: the page may paint in between. */
import { DesignRefusal, characteristicsSvg, decisionTable, decisionTableSvg, dosePathSvg, pathTree } from "@stroma/stats";
import { buildDesign } from "./build-design.ts";
import type { FromWorker, PictureName, PicturesRequest } from "./messages.ts";

/** By name: what the picture was drawn from, so that it is not drawn again. */
const drawn = new Map<PictureName, string>();

export function drawPictures(request: PicturesRequest, say: (message: FromWorker) => void): void {
  const { id, question, paths } = request;
  const { truth, target } = question;
  const design = buildDesign("boin", question);
  const draw = (name: PictureName, from: unknown, picture: () => string): void => {
    const key = JSON.stringify(from);
    if (drawn.get(name) === key) return;
    const svg = picture();
    drawn.set(name, key);
    say({ topic: "picture", id, name, svg });
  };
  // Every number of participants up to a readable width, whatever the cohorts.
  const n = Array.from({ length: Math.min(question.cohorts * question.cohortSize, 18) }, (_, at) => at + 1);
  draw("table", [design.variant, n.length], () => decisionTableSvg(decisionTable(design, { n }), { title: `Decision table of BOIN, target ${target}`, id: "table-picture" }));
  const followed = buildDesign(paths.design, question);
  try {
    draw("paths", [followed.variant, truth, paths.depth], () => dosePathSvg(pathTree(followed, { depth: paths.depth, truth }), { title: `Dose paths of ${followed.name}, first ${paths.depth === 1 ? "cohort" : `${paths.depth} cohorts`}`, id: "paths-picture" }));
  } catch (error) {
    if (!(error instanceof DesignRefusal)) throw error;
    say({ topic: "refused", of: "pictures", id, path: error.path, message: error.message.slice(error.path.length + 2) });
  }
  for (const name of ["boin", "rule"] as const) {
    const characteristics = request[name];
    draw(`${name}-bars`, [characteristics.design.variant, truth, target], () => characteristicsSvg([{ name: `True rates ${truth.map((rate) => `${+(rate * 100).toFixed(2)} %`).join(", ")}`, characteristics }], { title: `${characteristics.design.name}: recommended dose level, and where participants are treated`, id: `${name}-bars-picture` }));
  }
  say({ topic: "drawn", id });
}
