/** One sentence of a journey. When it fails, the report says in which sentence, on which page, and shows a picture. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";

export type Step = <T>(sentence: string, work: () => Promise<T>) => Promise<T>;

/** @param pages the pages whose pictures are taken at a failure; asked at that moment. */
export function makeStep(pages: () => readonly Page[]): Step {
  return async (sentence, work) => {
    try {
      return await work();
    } catch (error) {
      const pictures = await takePictures(pages());
      const told = error instanceof Error ? error : new Error(String(error));
      told.message = `${sentence}\n${told.message}\n${pictures.join("\n")}`;
      throw told;
    }
  };
}

async function takePictures(pages: readonly Page[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "stroma-journey-"));
  const taken = await Promise.allSettled(
    pages.map(async (page, index) => {
      const path = join(folder, `page-${index}.png`);
      await page.screenshot({ path, fullPage: true, timeout: 5_000 });
      return `  ${page.url()}  ${path}`;
    }),
  );
  return taken.map((one) => (one.status === "fulfilled" ? one.value : `  no picture: ${String(one.reason)}`));
}
