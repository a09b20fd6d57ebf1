import { effect } from "@preact/signals";
import { render } from "preact";
import { live, startLive } from "../../app/live.ts";
import { bindFrame } from "../../app/sidebar/frame.ts";
import { Sidebar } from "../../app/sidebar/sidebar.tsx";
import { showAs } from "../../app/ui/look.ts";
import { showToast } from "../../app/ui/toast.tsx";
import { tellIgnored } from "../../app/ui/trust.ts";
import { speakInPage, t } from "../../app/words.ts";
import "../../app/ui/tokens.css";
import "../../app/ui/base.css";
import "../../app/sidebar/sidebar.css";

speakInPage();
effect(() => showAs(live.settings.value));
tellIgnored(() => showToast(t("common.covered")));
bindFrame(() => startLive({ ofTab: true }));

const root = document.getElementById("app");
if (root) {
  root.replaceChildren();
  render(<Sidebar />, root);
}
