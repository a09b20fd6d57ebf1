// The libraries a sidebar of this kind needs, and nothing of its own: what P21 counts bytes against.
import { signal } from "@preact/signals";
import { Dexie } from "dexie";
import { h, render } from "preact";
import { useEffect, useState } from "preact/hooks";

Object.assign(globalThis, { signal, Dexie, h, render, useEffect, useState });
