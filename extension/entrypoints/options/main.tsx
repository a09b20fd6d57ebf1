import { effect } from "@preact/signals";
import { render } from "preact";
import { OptionsPage } from "../../app/dashboard/options-page.tsx";
import { live, startLive } from "../../app/live.ts";
import { showAs } from "../../app/ui/look.ts";
import { speakInPage } from "../../app/words.ts";
import "../../app/ui/tokens.css";
import "../../app/ui/base.css";

speakInPage();
effect(() => showAs(live.settings.value));
startLive({ ofTab: false });

const root = document.getElementById("app");
if (root) {
  root.replaceChildren();
  render(<OptionsPage />, root);
}
