/** `npm run docs`: writes the reference pages of the catalog. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { catalogPages, PAGES_FOLDER } from "./catalog-pages";

const folder = path.join(__dirname, "../..", PAGES_FOLDER);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [file, text] of catalogPages()) writeFileSync(path.join(folder, file), text);
