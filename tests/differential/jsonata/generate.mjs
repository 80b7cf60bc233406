// Expressions and inputs at random, from a seed: mostly such as mean something, some broken on purpose.
let state = 1;
export const seed = (value) => { state = value >>> 0 || 1; };
function random() {  // Mulberry32.
  state = (state + 0x6D2B79F5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const below = (count) => Math.floor(random() * count);
const one = (list) => list[below(list.length)];
const chance = (part) => random() < part;
const several = (make, most) => Array.from({length: below(most + 1)}, make);

const names = ['a', 'b', 'c', 'items', 'price', 'name', 'x y'];
const variables = ['$v', '$w', '$x', '$f'];
const texts = ['', 'a', 'abc', 'ab ab', 'A-b_c', ' pad  ded ', 'äöü', '😀x', '12', '-3.5', 'true', 'a,b,,c',
               '2017-05-15T15:12:59.152Z', '2020-02-29', '"q"', 'x\\y', 'Line\nbreak'];
const numbers = [0, 1, 2, 3, -1, -2, 0.5, 1.5, 2.5, -0.5, 10, 12345.678, 1e21, 1e-7, 0.1, 1500000000000, 255];
const regexes = ['/a/', '/[a-c]+/i', '/(a)(b)?/', '/\\s+/', '/^./m', '/\\d+/', '/x*/', '/(?:a|b)c?/', '/[^b]/',
                 '/\\w+$/', '/b(?=c)/', '/\\bab\\b/'];

function value(depth) {
  const kind = below(depth > 0 ? 9 : 5);
  if (kind < 2) return one(numbers);
  if (kind < 4) return one(texts);
  if (kind === 4) return one([true, false, null]);
  if (kind < 7) return several(() => value(depth - 1), 4);
  return Object.fromEntries(several(() => [one(names), value(depth - 1)], 4));
}

function document() {
  if (chance(0.2)) return value(3);
  const item = () => ({
    name: one(texts), price: one(numbers),
    ...(chance(0.5) ? {a: value(1)} : {}), ...(chance(0.3) ? {items: several(() => value(1), 3)} : {}),
  });
  return {a: {b: several(item, 4), c: value(2)}, items: several(item, 5), b: value(2), name: one(texts),
          price: one(numbers)};
}

const quoted = (text) => JSON.stringify(text);
const name = () => { const word = one(names); return word.includes(' ') ? `\`${word}\`` : word; };
const literal = () => one([
  () => String(one(numbers)), () => quoted(one(texts)), () => one(['true', 'false', 'null']),
])();

function path(depth) {
  let out = one([name, name, name, () => '$', () => '$$', () => '*', () => one(variables)])();
  for (let i = below(3); i >= 0; --i) {
    out += one([
      () => `.${name()}`, () => `.${name()}`, () => `.${name()}`, () => `[${below(3)}]`, () => '[-1]', () => '[]',
      () => `[${expression(depth - 1)}]`, () => `[${name()} ${one(['=', '>', '<', '!='])} ${literal()}]`,
      () => '.*', () => '.**', () => `.(${expression(depth - 1)})`, () => `.{${pairs(depth - 1)}}`,
      () => `.[${expression(depth - 1)}]`, () => `^(${one(['', '<', '>'])}${name()})`, () => `.%.${name()}`,
      () => `@${one(variables)}.${name()}`, () => `#${one(variables)}`, () => `.${call(depth - 1)}`,
      () => `.{"p": %.${name()}}`, () => `[[${several(() => below(4), 3).join(',')}]]`,
    ])();
  }
  return chance(0.1) ? `${out}{${pairs(depth - 1)}}` : out;
}
const pairs = (depth) => several(() => `${one([name(), quoted(one(names)), '$string($)'])}: ${expression(depth)}`, 3)
  .join(', ');

const lambda = (depth) => one([
  () => `function($v){${expression(depth)}}`, () => `function($v, $w){$v ${one(['+', '>', '&', '='])} $w}`,
  () => 'λ($x){$x}', () => 'function($v, $i, $w){$i}', () => one(['$string', '$uppercase', '$not', '$exists', '$sum',
    '$count', '$boolean', '$length', '$number', '$keys']),
  () => one(regexes), () => '$substring(?, 0, 1)', () => 'function($v)<n:n>{$v * 2}',
])();

const any = (depth) => expression(depth);
const text = (depth) => (chance(0.7) ? quoted(one(texts)) : expression(depth));
const number = (depth) => (chance(0.7) ? String(one(numbers)) : expression(depth));
const array = (depth) => one([
  () => `[${several(() => expression(depth), 4).join(', ')}]`, () => path(depth), () => 'items.price', () => 'a.b',
  () => `[${below(4)}..${below(8)}]`,
])();
const object = (depth) => one([() => `{${pairs(depth)}}`, () => path(depth), () => '$', () => 'a'])();
const pattern = (depth) => (chance(0.5) ? one(regexes) : text(depth));
const optional = (make, depth) => (chance(0.4) ? [make(depth)] : []);
const arguments_of = {
  sum: [array], count: [array], max: [array], min: [array], average: [array], string: [any], length: [text],
  substring: [text, number, [number]], substringBefore: [text, text], substringAfter: [text, text],
  lowercase: [text], uppercase: [text], trim: [text], pad: [text, number, [text]], contains: [text, pattern],
  split: [text, pattern, [number]], join: [array, [text]], match: [text, () => one(regexes), [number]],
  replace: [text, pattern, text, [number]], number: [any], abs: [number], floor: [number], ceil: [number],
  round: [number, [() => String(below(5) - 2)]], power: [number, number], sqrt: [number], boolean: [any], not: [any],
  exists: [any], append: [any, any], sort: [array, [() => 'function($v, $w){$v > $w}']], reverse: [array],
  distinct: [array], zip: [array, array], keys: [object], lookup: [object, text], spread: [object], merge: [array],
  each: [object, lambda], sift: [object, lambda], map: [array, lambda], filter: [array, lambda],
  single: [array, [lambda]], reduce: [array, () => 'function($v, $w){$v & $w}', [any]], type: [any], clone: [object],
  base64encode: [text], base64decode: [text], encodeUrlComponent: [text], encodeUrl: [text],
  decodeUrlComponent: [text], decodeUrl: [text], formatBase: [number, [() => one(['2', '16', '36', '1'])]],
  formatNumber: [number, () => quoted(one(['#,##0.00', '0', '00.000e0', '#0%', '0.0‰', '#.##;(#.##)', '##,##,#0', 'x',
    '0,0.0', '#0.#', '1#', '0.#0', '#,', 'a0b', '0;1;2']))],
  formatInteger: [number, () => quoted(one(['0', '000', '#,##0', 'w', 'W', 'Ww', 'w;o', 'I', 'i', 'A', 'a', '0;o', 'x',
    '#', '٠', '0,000;o', '#-##']))],
  parseInteger: [() => quoted(one(['12', '1,234', 'twelve', 'one hundred and five', 'XIV', 'iv', 'abc', '12th', 'Z'])),
    () => quoted(one(['0', '#,##0', 'w', 'I', 'i', 'a', 'A', '0;o']))],
  fromMillis: [() => one(['0', '1500000000000', '-1', '951782400000', '1e12']), [() => quoted(one(['[Y]-[M01]-[D01]',
    '[D1o] [MNn] [Y0001]', '[H01]:[m01]:[s01].[f001]', '[h#1]:[m01] [P]', '[FNn], [d] [W] [w] [X] [x]', '[[x]]',
    '[Y,2]', '[MN,3-3]', '[Z]', '[z]', '[Z01:01t]', '[q]', '[YN]', '[Yw]', '[Dwo]', '[', '[C] [E]', '[PN]', '[FN,*-3]']))],
    [() => quoted(one(['+0100', '-0530', '0000', '+0545']))]],
  toMillis: [() => quoted(one(['2017-05-15T15:12:59.152Z', '2017', '2017-05', '2020-02-29', '12/05/2020', '13:05',
    'March 3 2021', '3rd March 2021', '2021-060', 'x', '1 pm', '2017-05-15T15:12:59+0100', '21/2/3'])),
    [() => quoted(one(['[Y]-[M]-[D]', '[D]/[M]/[Y]', '[H]:[m]', '[MNn] [D] [Y]', '[D1o] [MNn] [Y]', '[Y]-[d]', '[h] [P]',
      '[Y]', '[Y0001]-[M01]-[D01]', '[Y,2]/[M]/[D]', '[X]-[W]', '[H]-[s]']))]],
  eval: [() => quoted(one(['1+1', '[1,2', '$x', '$.a', '{"a": 1}', '"a" + 1'])), [any]],
  now: [], millis: [], error: [[text]], assert: [any, [text]],
};
function call(depth) {
  const [word, kinds] = one(Object.entries(arguments_of));
  const given = kinds.flatMap((kind) => (Array.isArray(kind) ? optional(kind[0], depth) : [kind(depth)]));
  if (chance(0.1)) given.pop();
  if (given.length > 0 && chance(0.15)) return `${given[0]} ~> $${word}(${given.slice(1).join(', ')})`;
  return `$${word}(${given.join(', ')})`;
}

export function expression(depth) {
  if (depth <= 0) return chance(0.5) ? literal() : name();
  return one([
    literal, () => path(depth - 1), () => path(depth - 1), () => path(depth - 1), () => call(depth - 1),
    () => call(depth - 1), () => call(depth - 1), () => call(depth - 1),
    () => `${expression(depth - 1)} ${one(['+', '-', '*', '/', '%', '=', '!=', '<', '<=', '>', '>=', '&', '&', 'and',
      'or', 'in'])} ${expression(depth - 1)}`,
    () => `(${expression(depth - 1)})`, () => `-${one([literal, name])()}`,
    () => `${expression(depth - 1)} ? ${expression(depth - 1)} : ${expression(depth - 1)}`,
    () => `[${several(() => expression(depth - 1), 3).join(', ')}]`, () => `{${pairs(depth - 1)}}`,
    () => `($v := ${expression(depth - 1)}; $w := ${expression(depth - 1)}; ${expression(depth - 1)})`,
    () => `($f := ${lambda(depth - 1)}; $f(${expression(depth - 1)}))`, () => one(variables),
    () => `${path(depth - 1)} ~> |${one(['$', name(), '*', '**'])}|{${pairs(depth - 1)}}${one(['', ', "a"',
      ', ["a","b"]', ', 1'])}|`,
    () => `${lambda(depth - 1)}(${expression(depth - 1)})`,
  ])();
}

/** Some characters taken out, doubled or put in. */
function broken(source) {
  const characters = [...source];
  for (let i = below(3); i >= 0; --i) {
    const at = below(characters.length + 1);
    one([() => characters.splice(at, 1 + below(2)), () => characters.splice(at, 0, one([...'.[]{}()"\'`/*%^@#:;,?|&~<>=!$\\0aé ']))])();
  }
  return characters.join('');
}

export function makeCase() {
  const source = expression(1 + below(4));
  return {expression: chance(0.1) ? broken(source) : source, input: document()};
}
