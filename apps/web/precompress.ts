/** Compresses the built files once, so that the server sends them as they lie. */
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const worthwhile = /\.(?:js|css|html|svg|json|wasm)$/u;
/** The last two levels take ten times as long for 5 % less: a first start waits for them. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
/** Below this a compressed copy saves less than it costs. */
const smallest = 1_000;

export function precompress(): Plugin {
  return {
    name: "precompress",
    apply: "build",
    enforce: "post",
    writeBundle: {
      order: "post",
      sequential: true,
      async handler({ dir }) {
        if (dir === undefined) return;
        const names = await readdir(dir, { recursive: true });
        await Promise.all(names.filter((name) => worthwhile.test(name)).map((name) => compress(join(dir, name))));
      },
    },
  };
}

async function compress(file: string): Promise<void> {
  const plain = await readFile(file);
  if (plain.length < smallest) return;
  const [gz, br] = await Promise.all([promisify(gzip)(plain, { level: 9 }), promisify(brotliCompress)(plain, brotli)]);
  await Promise.all([writeFile(`${file}.gz`, gz), writeFile(`${file}.br`, br)]);
}
