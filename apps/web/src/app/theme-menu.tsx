import { useState } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { t } from "../i18n/i18n.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { applyTheme, readTheme, themes, type Theme } from "./theme.ts";

const icons: Readonly<Record<Theme, IconName>> = { system: "auto", light: "sun", dark: "moon", dim: "dim" };

export function ThemeMenu() {
  const [theme, setTheme] = useState(readTheme);
  return (
    <MenuTrigger>
      <Button className="button button-quiet" aria-label={t("shell.theme", { theme: t(`theme.${theme}`) })}>
        <Icon name={icons[theme]} />
      </Button>
      <Popover className="popover">
        <Menu
          className="list-box"
          selectionMode="single"
          selectedKeys={[theme]}
          onAction={(key) => {
            const next = themes.find((each) => each === key) ?? "system";
            applyTheme(next);
            setTheme(next);
          }}
        >
          {themes.map((each) => (
            <MenuItem key={each} id={each} className="option" textValue={t(`theme.${each}`)}>
              <span className="row"><Icon name={icons[each]} />{t(`theme.${each}`)}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
