// Puts what the pages load into the folder named: each file under a name that holds its hash, so that browsers may keep it for good.
// Run by ./mast after npm ci:  node build.mjs NODE_MODULES FOLDER
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [modules, folder] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const names = [];

function put(name, text) {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 10);
  const file = `${basename(name, extname(name))}.${hash}${extname(name)}`;
  writeFileSync(join(folder, file), text);
  names.push(`${name}=${file}`);
}

// The maps that these lines name are not in the jar.
const script = (path) => readFileSync(path, 'utf8').replace(/\n?\/[/*][#@] sourceMappingURL=[^\n]*\n?/g, '\n');

// One drawing with a symbol for each icon that is named in icons.txt.
function icons() {
  const wanted = readFileSync(join(here, 'icons.txt'), 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
  const symbols = wanted.map((name) => {
    const drawing = readFileSync(join(modules, 'lucide-static/icons', `${name}.svg`), 'utf8');
    const shapes = drawing.slice(drawing.indexOf('>', drawing.indexOf('<svg')) + 1, drawing.lastIndexOf('</svg>'));
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"`
      + ` stroke-linecap="round" stroke-linejoin="round">${shapes.replace(/\s+/g, ' ').trim()}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`;
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
put('tabler.css', script(join(modules, '@tabler/core/dist/css/tabler.min.css')));
put('htmx.js', script(join(modules, 'htmx.org/dist/htmx.min.js')));
put('idiomorph.js', script(join(modules, 'idiomorph/dist/idiomorph.min.js')));
put('mpegts.js', script(join(modules, 'mpegts.js/dist/mpegts.js')));
put('hls.js', script(join(modules, 'hls.js/dist/hls.min.js')));
put('icons.svg', icons());
for (const own of readdirSync(join(here, 'own')).sort()) {
  put(own, readFileSync(join(here, 'own', own)));
}
writeFileSync(join(folder, 'names.properties'), `${names.join('\n')}\n`);
