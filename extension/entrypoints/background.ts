import type { BackgroundDefinition } from "wxt";
import { defineBackground } from "wxt/utils/define-background";
import { startBackground } from "../background/main.ts";

// A classic script, not a module: Chromium keeps the compiled code of those only, and the worker starts twice as fast.
const background: BackgroundDefinition = defineBackground({ main: startBackground });
export default background;
