import { useEffect, useState } from "react";

/** Changes whenever the page's colours may have changed. */
export function useThemeEdition(): number {
  const [edition, setEdition] = useState(0);
  useEffect(() => {
    const tell = () => setEdition((count) => count + 1);
    const watcher = new MutationObserver(tell);
    watcher.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", tell);
    return () => {
      watcher.disconnect();
      dark.removeEventListener("change", tell);
    };
  }, []);
  return edition;
}
