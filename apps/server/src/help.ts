import list from "./options.json" with { type: "json" };

/** The help text. The starter in scripts/ prints the same from the same list when nothing is installed yet. */
export function formatHelp(): string {
  const rows = [
    ...list.options.map((option) => [
      "value" in option ? `${option.flag} <${option.value}>` : option.flag,
      option.text,
    ]),
    [],
    ...list.environment.map((variable) => [variable.name, variable.text]),
  ];
  const lines = rows.map(([name, text]) => (name === undefined ? "" : `  ${name.padEnd(26)}${text ?? ""}`));
  return [`Usage: ${list.usage}`, "", list.summary, "", ...lines, ""].join("\n");
}
