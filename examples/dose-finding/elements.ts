/** The few pieces that the parts of the page are made of. */
export function find(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`The page has no ${selector}.`);
  return found;
}

export function paragraph(words: string, kind = ""): HTMLParagraphElement {
  return Object.assign(document.createElement("p"), { textContent: words, className: kind });
}

export function cellOf(kind: "td" | "th", words: string, scope?: string): HTMLTableCellElement {
  const cell = document.createElement(kind);
  cell.textContent = words;
  if (scope !== undefined) cell.scope = scope;
  return cell;
}

/** A table whose rows begin with their heading. */
export function tableOf(caption: string, head: readonly string[], rows: readonly (readonly string[])[], kind: "figures" | "words"): HTMLTableElement {
  const table = document.createElement("table");
  table.className = kind;
  table.createCaption().textContent = caption;
  const top = table.createTHead().insertRow();
  for (const words of head) top.append(cellOf("th", words, "col"));
  const body = table.createTBody();
  for (const [first = "", ...rest] of rows) {
    const row = body.insertRow();
    row.append(cellOf("th", first, "row"), ...rest.map((words) => cellOf("td", words)));
  }
  return table;
}

/** In a shadow of its own: the styles of a picture are no matter of the rest of the page, and are not computed with it. */
export function showPicture(id: string, svg: string): void {
  const host = find(`#${id}`);
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  // A picture made small cannot be read: it is scrolled instead.
  // What is out of sight is not laid out; its height is known all the same, so that nothing jumps.
  // Only from now on: the browser would remember the height of the empty place.
  host.classList.add("drawn");
  host.style.containIntrinsicHeight = `${/ height="([\d.]+)"/u.exec(svg)?.[1] ?? "400"}px`;
  shadow.innerHTML = `<style>svg{max-width:none!important;display:block}</style>${svg}`;
}
