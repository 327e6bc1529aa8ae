// Walks through the dashboard of a fresh server as a newcomer does, then looks at every page at two sizes, light and dark:
// node dashboard.mjs PLAYWRIGHT AXE SETUP_ADDRESS PICTURES; prints what is wrong, a line each, or nothing.
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [library, axeFile, setup, pictures] = process.argv.slice(2);
const { chromium } = await import(library);
const axe = readFileSync(axeFile, 'utf8');
const base = new URL(setup).origin;
const wrong = new Set();
mkdirSync(pictures, { recursive: true });

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--autoplay-policy=no-user-gesture-required'],
});

async function page(size, scheme, state) {
  const context = await browser.newContext({ viewport: size, colorScheme: scheme, storageState: state });
  const opened = await context.newPage();
  opened.setDefaultTimeout(20_000);
  opened.on('dialog', (dialog) => dialog.accept());
  opened.on('pageerror', (error) => wrong.add(`${opened.url()}: ${error}`));
  opened.on('console', (said) => {
    if (said.type() === 'error' || said.type() === 'warning') wrong.add(`${opened.url()}: ${said.text()}`);
  });
  opened.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== base) {
      wrong.add(`${opened.url()}: asks another host, ${request.url()}`);
    }
  });
  return opened;
}

async function look(opened, name) {
  await opened.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
  if (await opened.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1)) wrong.add(`${name}: scrolls sideways`);
  // By the debugger's door, because the page's policy lets no script in that is not the server's.
  const session = await opened.context().newCDPSession(opened);
  const { result } = await session.send('Runtime.evaluate', {
    expression: `${axe};axe.run(document, { resultTypes: ['violations'] }).then((found) => JSON.stringify(found.violations
      .filter((each) => ['serious', 'critical'].includes(each.impact)).map((each) => each.id + ': ' + each.nodes[0].html.slice(0, 200))))`,
    awaitPromise: true,
  });
  for (const each of JSON.parse(result.value)) wrong.add(`${name}: axe ${each}`);
  await session.detach();
}

const desk = { width: 1280, height: 860 };
const phone = { width: 390, height: 844 };

// ---- from the first password to a picture ----
const first = await page(desk, 'light');
await first.goto(setup);
await look(first, 'setup-1-you');
await first.fill('#password', 'a-long-one');
await first.fill('#again', 'a-long-one');
await first.click('main form button');
await first.waitForURL('**/setup/source');
await look(first, 'setup-2-source');
await first.click('text=Add the test cards');
await first.waitForURL('**/setup/import/*');
await look(first, 'setup-3-import');
await first.click('text=Go on');
await first.waitForURL('**/setup/guide');
await look(first, 'setup-4-guide');
await first.click('main form button');
await first.waitForURL('**/setup/subscriber');
await look(first, 'setup-5-subscriber');
await first.fill('#name', 'nora');
await first.click('main button:text-is("Add")');
await first.waitForSelector('#line-list');
await look(first, 'setup-6-ready');
const list = await (await fetch(await first.textContent('#line-list'))).text();
if (!list.startsWith('#EXTM3U') || !list.includes('Masthead One')) wrong.add('the playlist on the last page does not play');
await first.click('text=Watch here');
await first.click('td.main a >> nth=0');
await first.waitForFunction(() => document.querySelector('video')?.currentTime > 2);
await look(first, 'channel-playing');
const state = await first.context().storageState();

// ---- what moves by itself, and who is disconnected ----
const board = await page(desk, 'light', state);
await board.goto(`${base}/dashboard`);
await board.waitForSelector('text=admin (operator)');
const before = await board.textContent('.air-numbers');
await board.waitForFunction((was) => document.querySelector('.air-numbers')?.textContent !== was, before);
await look(board, 'on-air');
await board.click('button:has-text("Disconnect")');
await board.waitForSelector('text=The viewer was disconnected');
await first.close();

// ---- channels: search, edit in place, hide ----
await board.goto(`${base}/dashboard/channels`);
await board.fill('#search', 'sport');
await board.waitForFunction(() => document.querySelectorAll('#list tbody tr').length === 1);
await board.click('#list tbody button:has-text("Edit")');
await board.waitForSelector('[data-focus]:focus');
await board.keyboard.press('Escape');
await board.waitForSelector('#list tbody button:has-text("Edit")');
await board.click('#list tbody button:has-text("Edit")');
await board.fill('input[id^=name-]', 'Stadium');
await board.keyboard.press('Enter');
await board.waitForSelector('td.main >> text=Stadium');
await board.click('#list [data-tick]');
await look(board, 'channels-ticked');
await board.click('#bulk button[value=hide]');
await board.waitForSelector('text=1 channel hidden');
if (!board.url().includes('search=sport')) wrong.add('after hiding, what was looked for is forgotten');

// ---- a rule, seen while it is typed; its place; a lineup ----
await board.goto(`${base}/dashboard/rules/new`);
await board.selectOption('[name=nameHow]', 'matches');
await board.fill('#nameText', 'Masthead (');
await board.waitForSelector('#wrong-nameText:has-text("regular expression")');
await look(board, 'rule-wrong');
await board.fill('#nameText', 'Masthead (.*)');
await board.waitForSelector('#effect:has-text("Say what shall be done")');
await board.fill('#rename', 'Card $1');
await board.waitForSelector('#effect ins:has-text("Card One")');
await look(board, 'rule-preview');
await board.click('main button:text-is("Save")');
await board.waitForSelector('#list tbody tr');
await board.goto(`${base}/dashboard/rules/new`);
await board.fill('#nameText', 'card two');
await board.fill('#regroup', 'Second');
await board.fill('#label', 'Two apart');
await board.click('main button:text-is("Save")');
await board.waitForSelector('#list tbody tr >> nth=1');
await board.focus('[id^=up-] >> nth=1');
await board.keyboard.press('Enter');
await board.waitForSelector('#list tbody tr >> nth=0 >> text=Two apart');
if (!(await board.evaluate(() => document.activeElement.id.startsWith('up-')))) wrong.add('after moving a rule the focus is lost');
await board.locator('#list tbody tr >> nth=0').dragTo(board.locator('#list tbody tr >> nth=1'));
await board.waitForSelector('#list tbody tr >> nth=1 >> text=Two apart');
await board.click('#list tbody tr >> nth=1 >> input[role=switch]');
await board.waitForSelector('#list tbody tr.is-dim');
await board.click('input[name=on-drop-quality]');
await board.waitForSelector('#effect p');
await look(board, 'rules-with-preview');
await board.goto(`${base}/dashboard/lineups/new`);
await board.fill('#name', 'Cards');
await board.click('#some');
await board.fill('#find', 'leis');
await board.waitForFunction(() => document.querySelectorAll('#categories input').length === 1);
await board.click('#categories input');
await board.waitForSelector('[data-in-count]:text-is("1")');
await look(board, 'lineup-chosen');
await board.click('main button:text-is("Save")');
await board.waitForSelector('td.main >> text=Cards');

// ---- a list that dribbles is seen moving and cancelled; what it would bring is seen before it is applied ----
let slow = true;
const entry = (each) => `#EXTINF:-1 group-title="Late",Late ${each}\nhttp://127.0.0.1:1/late${each}.ts\n`;
const lists = createServer((asked, answer) => {
  if (!slow) {
    answer.end(`#EXTM3U\n${entry(1)}${entry(2)}`);
    return;
  }
  answer.writeHead(200, { 'Content-Length': 20_000 });
  answer.write('#EXTM3U\n');
  let many = 0;
  const more = setInterval(() => answer.write(entry(many += 1)), 50);
  answer.on('close', () => clearInterval(more));
}).listen(0, '127.0.0.1');
await new Promise((ready) => { lists.on('listening', ready); });
await board.goto(`${base}/dashboard/providers/new`);
await board.fill('#m3u-url', `http://127.0.0.1:${lists.address().port}/list.m3u`);
await board.fill('#m3u-name', 'Late');
await board.click('button:text-is("Add and read it") >> nth=0');
await board.waitForFunction(() => document.querySelector('progress')?.value > 15);
const source = board.url();
await look(board, 'provider-reading');
await board.goto(`${base}/dashboard/providers`);
await board.waitForSelector('td:has-text("on its way")');
await board.goto(source);
await board.click('button:text-is("Cancel")');
await board.waitForSelector('text=Not applied, cancelled: everything is as it was');
await look(board, 'provider-cancelled');
slow = false;
await board.click('button:has-text("See what it would bring")');
await board.waitForSelector('text=By group');
await look(board, 'provider-preview');
await board.click('main button:text-is("Apply")');
await board.waitForSelector('text=2 new, 0 changed');
lists.close();

// ---- the log, moving and filtered ----
await board.goto(`${base}/dashboard/logs`);
await board.waitForSelector('td:has-text("Serving")');
await board.fill('#search', 'import ended');
await board.waitForFunction(() => !document.querySelector('#list').textContent.includes('Serving'));
const lines = await board.locator('#list tbody tr').count();
const other = await page(desk, 'light', state);
await other.goto(source);
await other.click('button:has-text("Read the list now")');
await board.waitForFunction((before) => document.querySelectorAll('#list tbody tr').length > before, lines);
await other.context().close();
await look(board, 'logs-filtered');
await board.selectOption('#level', 'error');
await board.waitForSelector('text=Nothing found');

// ---- a setting, found by what it does ----
await board.goto(`${base}/dashboard/settings`);
await board.fill('#search', 'how many lines of the log');
await board.waitForFunction(() => document.querySelectorAll('#list tbody tr').length === 1);
await board.click('summary:has-text("How to change it")');
await board.waitForSelector('code:text-is("MASTHEAD_DASHBOARD_LOG_LINES")');

// ---- the keyboard, and the colours ----
await board.goto(`${base}/dashboard/channels`);
await board.keyboard.press('Tab');
if (!(await board.evaluate(() => document.activeElement.matches('.skip')))) wrong.add('the first Tab does not lead to the skip link');
await board.keyboard.press('Enter');
if (!(await board.evaluate(() => document.activeElement.id === 'main'))) wrong.add('the skip link does not lead to the content');
await board.keyboard.press('/');
if (!(await board.evaluate(() => document.activeElement.id === 'search'))) wrong.add('/ does not lead to the search');
await board.click('[data-theme-toggle]');
await board.reload();
if ((await board.getAttribute('html', 'data-bs-theme')) !== 'dark') wrong.add('the chosen colours are forgotten');

// ---- every page, in every shape ----
const paths = ['', 'channels', 'channels/1', 'providers', 'providers/new', 'providers/1', 'providers/2/preview', 'rules', 'rules/1', 'lineups', 'lineups/1', 'guide', 'guide/matches', 'subscribers',
  'subscribers/new', 'subscribers/1', 'operators', 'me', 'system', 'settings', 'logs', 'nothing'];
for (const [shape, size] of Object.entries({ desk, phone })) {
  for (const scheme of ['light', 'dark']) {
    const shown = await page(size, scheme, { ...state, origins: [] });
    for (const path of paths) {
      await shown.goto(`${base}/dashboard/${path}`, { waitUntil: path === 'channels/1' ? 'domcontentloaded' : 'load' });
      await look(shown, `${(path || 'on-air').replaceAll('/', '-')}-${shape}-${scheme}`);
    }
    if (shape === 'phone') {
      await shown.goto(`${base}/dashboard/channels`);
      await shown.click('[data-menu]');
      await look(shown, `menu-${shape}-${scheme}`);
      await shown.click('nav >> text=System');
      await shown.waitForURL('**/system');
    }
    await shown.context().close();
  }
}
const stranger = await page(phone, 'dark');
await stranger.goto(`${base}/dashboard/channels`);
await look(stranger, 'login-phone-dark');
await stranger.fill('#name', 'admin');
await stranger.fill('#password', 'wrong');
await stranger.click('main form button');
await stranger.waitForSelector('[role=alert]');
await browser.close();
// The browser itself complains of the two answers that were asked to be errors, and htmx of what it asked for when its page is left.
console.log([...wrong].filter((each) => !/status of (401|404)|htmx:(afterRequest|sendAbort)/.test(each)).join('\n'));
