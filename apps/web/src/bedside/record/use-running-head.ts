/** Participant and infusion at the head of each printed page, and page numbers at its foot. */
import { useEffect } from "react";

/** A style sheet of its own, because only its text can carry what differs from record to record. Browsers without margin boxes leave it out. */
export function useRunningHead(left: string, right: string, foot: string): void {
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    const quoted = (text: string) => `"${text.replaceAll(/["\\]/gu, "\\$&").replaceAll(/[\n\r]/gu, " ")}"`;
    const look = "font: 8pt sans-serif; color: black;";
    sheet.replaceSync(`@page { @top-left { content: ${quoted(left)}; ${look} } @top-right { content: ${quoted(right)}; ${look} } @bottom-left { content: ${quoted(foot)}; ${look} } @bottom-right { content: counter(page) " / " counter(pages); ${look} } }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    };
  }, [left, right, foot]);
}
