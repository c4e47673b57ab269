/** Loads a protocol document at a site: a new study, or a new version of one. */
import { createHash } from "node:crypto";
import { parseProtocol } from "@stroma/domain/protocol-parser";
import { ApiError } from "../http/api-error.ts";
import { findKnownStudy, findLoadedDocuments, findProtocolVersions, findStudyByCode, insertProtocolVersion, insertStudy, setCurrentProtocol } from "../store/study-store.ts";
import { inStudy, invalid, refuseDuplicate } from "./command-context.ts";
import type { CommandContext } from "./command-context.ts";
import { shippedRulesets } from "./shipped-rulesets.ts";

export interface StudyCreated {
  readonly studyId: string;
  readonly protocolId: string;
  readonly version: string;
}

/**
 * Parses the document and makes it the site's current version of its study. The same text twice changes nothing; a study
 * that another site of this server runs is joined, not made a second time.
 * Throws `invalid-input` with every fault (line, column), `conflict` where the version exists with another text.
 */
export async function createStudy(context: CommandContext, input: { readonly document: string }, options: { readonly example?: boolean } = {}): Promise<StudyCreated> {
  const { known, sha256, parsed } = await readDocument(context, input.document);
  if (!parsed.ok) throw new ApiError("invalid-input", { faults: parsed.faults });
  const protocol = parsed.protocol;
  if (protocol.kind === "ruleset") throw invalid("kind", "protocol-is-ruleset", "The document is a ruleset, not a study.", "Load a study that extends it; rulesets come with Stroma.");
  const { studyId: running, loaded } = await context.store.auth((tx) => findKnownStudy(tx, protocol.id, protocol.version));
  if (loaded !== null && loaded.sha256 !== sha256) {
    throw new ApiError("conflict", { faults: [{ path: "version", code: "version-differs", message: `Version ${protocol.version} of ${protocol.id} is loaded with another text.`, remedy: "Load exactly that text, or give the changed document a new version." }] });
  }
  const before = await context.store.read(context.siteId, (tx) => findStudyByCode(tx, context.siteId, protocol.id));
  if (before !== null && loaded !== null) {
    const versions = await context.store.read(context.siteId, (tx) => findProtocolVersions(tx, before.id));
    // Newest first: the site's own version again, or an older one, changes nothing; one that another site loaded since then does.
    const place = versions.findIndex((one) => one.id === loaded.protocolId);
    const same = place >= versions.findIndex((one) => one.id === before.protocolId) ? versions[place] : undefined;
    if (same !== undefined) return { studyId: before.id, protocolId: same.id, version: same.version };
  }
  // A shipped ruleset that a study builds on is kept beside it, as it was.
  const missing = shippedRulesets().filter(({ protocol: ruleset }) => ruleset.id === protocol.extends?.id && ruleset.version === protocol.extends.version && !known.some((one) => one.id === ruleset.id && one.version === ruleset.version));
  const studyId = running ?? context.newId();
  const protocolId = loaded?.protocolId ?? context.newId();
  const write = context.store.write(inStudy(context, studyId), async ({ tx, audit }) => {
    if (running === null) await insertStudy(tx, { id: studyId, code: protocol.id, title: protocol.title, example: options.example ?? false, createdAt: context.now });
    for (const ruleset of missing) {
      await insertProtocolVersion(tx, { id: context.newId(), studyId: null, protocol: ruleset.protocol, sourceText: ruleset.text, sha256: digest(ruleset.text), loadedAt: context.now });
    }
    if (loaded === null) await insertProtocolVersion(tx, { id: protocolId, studyId, protocol, sourceText: input.document, sha256, loadedAt: context.now });
    await setCurrentProtocol(tx, context.siteId, studyId, protocolId);
    audit({
      what: before !== null ? "protocol-version-loaded" : running === null ? "study-created" : "study-joined",
      entity: "study",
      entityId: studyId,
      from: before === null ? null : { protocolId: before.protocolId, version: before.protocol.version },
      to: { code: protocol.id, protocolId, version: protocol.version, sha256 },
    });
  });
  await refuseDuplicate(write, "id", `The study ${protocol.id} is being loaded by somebody else at this moment.`);
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
