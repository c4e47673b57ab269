/** The commands, their options and examples. Each command is loaded when it is called, so that help comes at once. */
import { stromaVersion } from "@stroma/server/version";
import { Command, InvalidArgumentError, Option } from "commander";
import { addComputeCommand } from "./compute-program.ts";
import { addDesignCommands } from "./design-program.ts";
import { addMatchCommand } from "./match-program.ts";
import { addEvidenceCommands } from "./evidence-program.ts";
import { addSurvivalCommands } from "./survival-program.ts";
import { CommandRefusal, type Outcome } from "./outcome.ts";

export interface ProgramParts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Machines read the one JSON document on standard output; words for people stay away. */
  readonly json: boolean;
  readonly print: (outcome: Outcome) => void;
  readonly report: (line: string) => void;
  /** Where help and complaints about words go. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const defaultUrl = "http://127.0.0.1:8787";
const number = (low: number, high: number) => (text: string) => {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < low || value > high) throw new InvalidArgumentError(`give a number from ${low} to ${high}.`);
  return value;
};
const many = (value: string, before: readonly string[] = []) => [...before, value];
const examples = (...lines: string[]) => `\nExamples:\n${lines.map((line) => `  $ npx stroma ${line}`).join("\n")}\n\nExit codes: 0 done; 1 refused, or faults were found; 2 wrong usage.`;

export function buildProgram(parts: ProgramParts): Command {
  const { environment } = parts;
  const program = new Command("stroma").description("Give mesenchymal stromal cells by vein safely, and learn from every infusion.").version(stromaVersion).exitOverride();
  program.configureOutput({ writeOut: parts.out, writeErr: parts.json ? () => undefined : parts.err });
  const run = (work: Outcome | Promise<Outcome>) => Promise.resolve(work).then(parts.print);
  const json = () => new Option("--json", "print one JSON document");
  const data = () => new Option("--data <folder>", "data folder").default(environment["STROMA_DATA"] ?? "stroma-data");
  const place = (options: { readonly data: string }) => ({ data: options.data, databaseUrl: environment["DATABASE_URL"] ?? null });
  const leaf = (parent: Command, name: string, text: string) => parent.command(name).description(text).addOption(json()).exitOverride();

  program
    .command("serve")
    .description("start the server, as npm start does; stroma serve --help lists its options")
    .allowUnknownOption()
    .helpOption(false)
    .argument("[options...]", "options of the server; see stroma serve --help")
    .action(async (_options: string[], __: unknown, command: Command) => {
      const { serve } = await import("./commands/serve.ts");
      process.exitCode = await serve(command.args);
    });

  const user = program.command("user").description("people who sign in");
  leaf(user, "add <user-name>", "add a person to a site and make a one-time sign-in link")
    .requiredOption("--name <name>", "name as it is shown")
    .requiredOption("--role <role>", "role at the site; may be given several times", many)
    .option("--delegation <duty>", "delegated duty, for example quality-release; may be given several times", many, [])
    .option("--site <name>", "site, where there are several")
    .option("--badge <code>", "what the badge's barcode says")
    .option("--url <address>", "address for the link", defaultUrl)
    .addOption(data())
    .addHelpText("after", examples('user add m.lind --name "M. Lind" --role nurse', 'user add qa --name "Q. Amari" --role cell-processing --delegation quality-release'))
    .action(async (userName: string, options: { name: string; role: string[]; delegation: string[]; site?: string; badge?: string; url: string; data: string }) => {
      const { userAdd } = await import("./commands/user-add.ts");
      return run(userAdd(place(options), { userName, displayName: options.name, roles: options.role, delegations: options.delegation, site: options.site ?? null, badge: options.badge ?? null, baseUrl: options.url }));
    });

  const protocol = program.command("protocol").description("protocol documents");
  leaf(protocol, "check <files...>", "every fault with line, column and remedy")
    .addHelpText("after", examples("protocol check protocols/*.yaml"))
    .action(async (files: string[]) => run((await import("./commands/protocol-check.ts")).protocolCheck(files)));
  leaf(protocol, "diff <before> <after>", "what differs between two documents")
    .addHelpText("after", examples("protocol diff protocols/iv-msc-baseline.yaml protocols/sepsis-phase-1.yaml"))
    .action(async (before: string, after: string) => run((await import("./commands/protocol-diff.ts")).protocolDiff(before, after)));
  leaf(protocol, "schema", "the JSON Schema for editors").addHelpText("after", examples("protocol schema > protocol.schema.json")).action(async () => run((await import("./commands/protocol-schema.ts")).protocolSchema()));

  const infusion = program.command("infusion").description("infusions");
  leaf(infusion, "replay <vitals.csv>", "play a recorded monitor into a running infusion")
    .requiredOption("--infusion <id>", "the infusion")
    .option("--token <token>", "gateway token (or STROMA_GATEWAY_TOKEN)")
    .option("--url <address>", "address of the server", defaultUrl)
    .option("--speed <factor>", "faster than real time; needs a server started with --demo-clock", number(1, 600), 1)
    .option("--from <minute>", "minute of the recording to begin at; without it, its first row", number(0, 1e6))
    .option("--to <minute>", "last minute of the recording", number(0, 1e6), 1e6)
    .addHelpText("after", examples("infusion replay vitals.csv --infusion 0198… --speed 60"))
    .action(async (file: string, options: { infusion: string; token?: string; url: string; speed: number; from?: number; to: number }) => {
      const token = options.token ?? environment["STROMA_GATEWAY_TOKEN"];
      if (token === undefined || token === "") throw new CommandRefusal("usage", "A gateway token is needed.", "an administrator issues one under Devices; give it with --token or STROMA_GATEWAY_TOKEN.", 2);
      const { infusionReplay } = await import("./commands/infusion-replay.ts");
      return run(infusionReplay(file, { url: options.url, token, infusionId: options.infusion, speed: options.speed, fromMinute: options.from ?? null, toMinute: options.to, report: parts.report }));
    });

  const audit = program.command("audit").description("the audit trail");
  leaf(audit, "verify", "has anybody changed, removed or inserted an entry").addOption(data()).addHelpText("after", examples("audit verify --data stroma-data")).action(async (options: { data: string }) => run((await import("./commands/audit-verify.ts")).auditVerify(place(options))));

  const exporting = program.command("export").description("take data away");
  leaf(exporting, "study <code>", "every table of a study as CSV")
    .requiredOption("--out <folder>", "folder to write to")
    .option("--site <name>", "only this site")
    .addOption(data())
    .addHelpText("after", examples("export study sepsis-phase-1 --out export"))
    .action(async (study: string, options: { out: string; site?: string; data: string }) => {
      const { exportStudyCommand } = await import("./commands/export-study.ts");
      return run(exportStudyCommand(place(options), { study, site: options.site ?? null, out: options.out }));
    });

  addDesignCommands(program, parts);
  addComputeCommand(program, parts);
  addEvidenceCommands(program, parts);
  addMatchCommand(program, parts);
  addSurvivalCommands(program, parts);
  return program;
}
