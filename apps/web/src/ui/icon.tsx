/** Line icons drawn for Stroma on a 24 grid. Always beside a word, so they are hidden from screen readers. */
const paths = {
  home: "M4 11.500 12 5l8 6.500V20h-5.500v-5h-5v5H4z",
  board: "M4 5h16v14H4zM4 10h16M10 10v9",
  bedside: "M3 18v-7h18v7M3 15h18M6 11V7h5a2 2 0 0 1 2 2v2M3 20v-2M21 20v-2",
  study: "M6 4h9l4 4v12H6zM14 4v5h5M9 13h7M9 16.500h5",
  people: "M9 11a3.200 3.200 0 1 0 0-6.400 3.200 3.200 0 0 0 0 6.400M3 20c.4-3.600 2.600-5.500 6-5.500s5.600 1.900 6 5.500M16 5.200a3 3 0 0 1 0 5.600M17.500 14.800c2 .6 3.200 2.400 3.500 5.200",
  person: "M12 11.500a3.700 3.700 0 1 0 0-7.400 3.700 3.700 0 0 0 0 7.400M5 20.500c.5-4 3-6 7-6s6.500 2 7 6",
  lot: "M9 3h6M10 3v3.500L7 10v9.500h10V10l-3-3.500V3M7 14h10",
  bag: "M10 3h4M8 6h8a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-2.500l-1.500 2.500L10.500 19H8a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2M12 3v3M6 12h12",
  audit: "M12 3 5 6v5.500c0 4.500 2.800 7.600 7 9.500 4.200-1.900 7-5 7-9.500V6zM9 12l2.200 2.200L15.500 10",
  device: "M6 3h12v18H6zM11 18h2",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4",
  check: "M5 12.500 10 17.500 19.500 7",
  cross: "M6 6l12 12M18 6 6 18",
  warning: "M12 4 2.800 20h18.400zM12 10v4.500M12 17.200v.3",
  critical: "M8.200 3h7.600L21 8.200v7.600L15.800 21H8.200L3 15.800V8.200zM12 7.500v6M12 16.300v.4",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 11v5.500M12 7.500v.4",
  question: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M9.500 9.800c0-1.500 1-2.500 2.600-2.500 1.500 0 2.500.9 2.500 2.200 0 2-2.500 2.100-2.500 4.200M12.100 16.600v.3",
  lock: "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3M12 14.500v2.500",
  unlock: "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 6.600-1.600",
  swap: "M4 8h13l-3.500-3.500M20 16H7l3.500 3.500",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5.300l3.500 2",
  online: "M5 12.500a10 10 0 0 1 14 0M8 15.700a6 6 0 0 1 8 0M12 19.300v.2",
  offline: "M3 3l18 18M5 12.500a10 10 0 0 1 4.500-2.500M14.500 10a10 10 0 0 1 4.500 2.500M8 15.700a6 6 0 0 1 6-1.300M12 19.300v.2",
  scan: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 8v8M11 8v8M14 8v8M16.500 8v8",
  keyboard: "M3 6h18v12H3zM7 10h.1M11 10h.1M15 10h.1M17.500 10h.1M7 14h10",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  chevron: "M6 9.500 12 15.500 18 9.500",
  arrow: "M5 12h14M13 6l6 6-6 6",
  back: "M19 12H5M11 6l-6 6 6 6",
  sun: "M12 16.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9M12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400",
  moon: "M20 14.500A8.500 8.500 0 1 1 9.500 4a7 7 0 0 0 10.500 10.500",
  dim: "M12 20a8 8 0 1 0 0-16zM12 4a8 8 0 0 0 0 16",
  auto: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16M8.800 15.500 12 8l3.200 7.500M9.900 13h4.200",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  stop: "M8.200 3h7.600L21 8.200v7.600L15.800 21H8.200L3 15.800V8.200zM9 9h6v6H9z",
  play: "M7 4.500v15l12-7.500z",
  pause: "M8 5v14M16 5v14",
  heart: "M12 20S4 15 4 9.300A4.300 4.300 0 0 1 12 7.200a4.300 4.300 0 0 1 8 2.100C20 15 12 20 12 20",
  alarm: "M6 17v-6a6 6 0 0 1 12 0v6M4 17h16M10.500 20.500h3M12 2.500V5",
  download: "M12 4v11M7 11l5 5 5-5M4 20h16",
  upload: "M12 16V5M7 9l5-5 5 5M4 20h16",
  pen: "M4 20l1-4.500L16.500 4 20 7.500 8.500 19zM14 6.500l3.500 3.500",
  menu: "M4 7h16M4 12h16M4 17h16",
  drop: "M12 3.500c4 5 6 8 6 10.800A6 6 0 0 1 6 14.300C6 11.500 8 8.500 12 3.500",
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={1.8} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
