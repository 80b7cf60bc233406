// Compares the library with the reference (npm jsonata 2.0.6) on expressions and inputs made at random.
//   node compare.mjs PROGRAM SECONDS [SEED]      PROGRAM is build/tests/differential/jsonata_lines
//   node compare.mjs PROGRAM --count COUNT       the same questions each time
//   node compare.mjs PROGRAM --file CASES.jsonl  each line {"expression": …, "input": …}
// Prints each difference, and exits 1 if there were any. `npm install --prefix DIR jsonata@2.0.6` and
// JSONATA_REFERENCE=DIR tell it where the reference is.
import {spawn} from 'node:child_process';
import fs from 'node:fs';
import {createRequire} from 'node:module';
import readline from 'node:readline';

import {makeCase, seed} from './generate.mjs';

const reference = createRequire(`${process.env.JSONATA_REFERENCE ?? process.cwd()}/`)('jsonata');
const [program, duration, given] = process.argv.slice(2);
const different_max = 50;
const now = 1700000000000;

const child = spawn(program, {stdio: ['pipe', 'pipe', 'inherit']});
const lines = readline.createInterface({input: child.stdout})[Symbol.asyncIterator]();
async function ours(question) {
  child.stdin.write(JSON.stringify(question) + '\n');
  const {value, done} = await lines.next();
  if (done) throw new Error(`it ended on ${JSON.stringify(question)}`);
  return JSON.parse(value);
}

/** What JSON has no number for cannot be an answer of ours. */
function hasOddNumber(value, depth = 0) {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (value === null || typeof value !== 'object' || depth > 50) return false;
  return Object.values(value).some((each) => hasOddNumber(each, depth + 1));
}

async function theirs({expression, input}) {
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...words) { super(...(words.length ? words : [now])); }
  };
  try {
    const value = await reference(expression).evaluate(input);
    if (hasOddNumber(value)) return {skip: 'a number that JSON has not'};
    if (value === undefined || typeof value === 'function' || value._jsonata_lambda ||
        value._jsonata_function) {
      return {};
    }
    const text = JSON.stringify(value, (key, each) =>
      each && (each._jsonata_lambda || each._jsonata_function) ? undefined : each);
    return text === undefined ? {} : {value: JSON.parse(text)};
  } catch (error) {
    // Without a code it is JavaScript's own failure, which says nothing of the language.
    if (!error || !error.code) return {skip: String(error && error.message)};
    return {error: {code: error.code, position: error.position, token: error.token,
                    message: error.message}};
  } finally {
    globalThis.Date = RealDate;
  }
}

/** As text, with numbers to 15 digits: how a number is written is not what is compared. */
const shape = (value) => JSON.stringify(value, (key, each) =>
  typeof each === 'number' ? Number(each.toPrecision(15)) : each);

/** The reference evaluates items of arrays and objects at once: which error is first is chance. */
const mayRace = (expression) => /[[{].*,/s.test(expression);

/** What differs on purpose: functions applied in part check their arguments here, and what a regular
 * expression is called with is no text by JavaScript's rules; which of a function's calls the reference
 * names depends on those that went before. V8's own powers are off by the last digit, and numbers from
 * 1e21 on have an exponent in what should have none. */
const differs = (expression) => /\(\?|\/[im]*\(|:= \/|\$power|1e\+21/.test(expression);

function difference(mine, other, races) {
  if (other.skip !== undefined) return null;
  if (mine.error?.code === 'U1001') return null;
  if (other.error) {
    if (!mine.error) return 'only the reference refuses';
    if (mine.error.code !== other.error.code) return races ? null : 'the code differs';
    if (mine.error.message !== other.error.message && !mine.error.code.startsWith('T041')) {
      return races ? null : 'the message differs';
    }
    if (other.error.position !== undefined && mine.error.position !== other.error.position) {
      return 'the position differs';
    }
    return null;
  }
  // JavaScript's word for nothing, in the middle of a text.
  if (shape(other.value)?.includes('undefined')) return null;
  if (mine.error) return 'only the reference gives a value';
  return shape(mine) === shape(other) ? null : 'the value differs';
}

const known = process.env.JSONATA_POSITIONS ? () => false
                                            : (what) => what === 'the position differs';
let asked = 0;
let skipped = 0;
const differences = new Map();
async function compare(question) {
  const [mine, other] = [await ours(question), await theirs(question)];
  ++asked;
  if (other.skip !== undefined) ++skipped;
  if (differs(question.expression)) return;
  const what = difference(mine, other, mayRace(question.expression));
  if (what === null || known(what)) return;
  const seen = `${what} ${other.error?.code ?? ''} ${mine.error?.code ?? ''}`;
  differences.set(seen, (differences.get(seen) ?? 0) + 1);
  if (differences.get(seen) > 5 || differences.size > different_max) return;
  console.log(`${what}\n  ${JSON.stringify(question)}\n  ours   ${JSON.stringify(mine)}\n` +
              `  theirs ${JSON.stringify(other)}`);
}

if (duration === '--file') {
  for (const line of fs.readFileSync(given, 'utf8').split('\n').filter(Boolean)) {
    await compare(JSON.parse(line));
  }
} else if (duration === '--count') {
  seed(1);
  while (asked < Number(given)) await compare(makeCase());
} else {
  const start = Number(given ?? Math.floor(Math.random() * 2 ** 31));
  seed(start);
  console.log(`seed ${start}`);
  const end = performance.now() + Number(duration) * 1000;
  while (performance.now() < end) await compare(makeCase());
}
child.stdin.end();
console.log(`${asked} asked, ${skipped} of them failed in the reference itself, ` +
            `${[...differences.values()].reduce((a, b) => a + b, 0)} different`);
for (const [what, times] of differences) console.log(`${times} times ${what}`);
process.exit(differences.size > 0 ? 1 : 0);
