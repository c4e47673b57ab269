/** Loads a protocol document at a site: a new study, or a new version of one. */
import { createHash } from "node:crypto";
import { parseProtocol } from "@stroma/domain/protocol-parser";
import { ApiError } from "../http/api-error.ts";
import { findLoadedDocuments, findProtocolVersions, findStudyByCode, insertProtocolVersion, insertStudy, setCurrentProtocol } from "../store/study-store.ts";
import { inStudy, invalid, refuseDuplicate } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";
import { shippedRulesets } from "./shipped-rulesets.ts";

export interface StudyCreated {
  readonly studyId: string;
  readonly protocolId: string;
  readonly version: string;
}

/**
 * Parses the document and makes it the site's current version of its study. The same text twice changes nothing.
 * Throws `invalid-input` with every fault (line, column), `conflict` where the version exists with another text.
 */
export async function createStudy(context: CommandContext, input: { readonly document: string }, options: { readonly example?: boolean } = {}): Promise<StudyCreated> {
  const { known, sha256, parsed } = await readDocument(context, input.document);
  if (!parsed.ok) throw new ApiError("invalid-input", { faults: parsed.faults });
  const protocol = parsed.protocol;
  if (protocol.kind === "ruleset") throw invalid("kind", "protocol-is-ruleset", "The document is a ruleset, not a study.", "Load a study that extends it; rulesets come with Stroma.");
  const twin = known.find((one) => one.id === protocol.id && one.version === protocol.version);
  if (twin !== undefined && twin.sha256 !== sha256) {
    throw new ApiError("conflict", { faults: [{ path: "version", code: "version-differs", message: `Version ${protocol.version} of ${protocol.id} is loaded with another text.`, remedy: "Give the changed document a new version." }] });
  }
  const before = await context.store.read(context.siteId, (tx) => findStudyByCode(tx, context.siteId, protocol.id));
  if (before !== null && twin !== undefined) {
    const versions = await context.store.read(context.siteId, (tx) => findProtocolVersions(tx, before.id));
    const same = versions.find((one) => one.version === protocol.version);
    if (same !== undefined) return { studyId: before.id, protocolId: same.id, version: same.version };
  }
  // A shipped ruleset that a study builds on is kept beside it, as it was.
  const missing = shippedRulesets().filter(({ protocol: ruleset }) => ruleset.id === protocol.extends?.id && ruleset.version === protocol.extends.version && !known.some((one) => one.id === ruleset.id && one.version === ruleset.version));
  const studyId = before?.id ?? context.newId();
  const protocolId = context.newId();
  const write = context.store.write(inStudy(context, studyId), async ({ tx, audit }) => {
    if (before === null) await insertStudy(tx, { id: studyId, code: protocol.id, title: protocol.title, example: options.example ?? false, createdAt: context.now });
    for (const ruleset of missing) {
      await insertProtocolVersion(tx, { id: context.newId(), studyId: null, protocol: ruleset.protocol, sourceText: ruleset.text, sha256: digest(ruleset.text), loadedAt: context.now });
    }
    await insertProtocolVersion(tx, { id: protocolId, studyId, protocol, sourceText: input.document, sha256, loadedAt: context.now });
    await setCurrentProtocol(tx, context.siteId, studyId, protocolId);
    audit({
      what: before === null ? "study-created" : "protocol-version-loaded",
      entity: "study",
      entityId: studyId,
      from: before === null ? null : { protocolId: before.protocolId, version: before.protocol.version },
      to: { code: protocol.id, protocolId, version: protocol.version, sha256 },
    });
  });
  await refuseDuplicate(write, "id", `The study ${protocol.id} is loaded already, perhaps at another site of this server.`);
  return { studyId, protocolId, version: protocol.version };
}

async function readDocument(context: CommandContext, document: string) {
  const known = await context.store.read(context.siteId, (tx) => findLoadedDocuments(tx));
  const resolve = (id: string, version: string) => [...known, ...shippedRulesets().map(({ protocol }) => ({ id: protocol.id, version: protocol.version, protocol }))].find((one) => one.id === id && one.version === version)?.protocol ?? null;
  return { known, sha256: digest(document), parsed: parseProtocol(document, { resolve }) };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
