// What is wrong with the page that is shown: a list of sentences.
(() => {
  const problems = [];
  const name = (element) => `<${element.tagName} ${element.getAttribute('class') || ''}> ` +
      `'${element.textContent.trim().slice(0, 40)}'`;
  const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;

  // Labels of pictures: none on another, none cut off.
  let labels = 0;
  for (const svg of document.querySelectorAll('svg')) {
    if (svg.parentElement.closest('svg') || !svg.checkVisibility()) continue;
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].filter(
        (text) => text.checkVisibility({visibilityProperty: true}));
    labels += texts.length;
    const boxes = texts.map((text) => text.getBoundingClientRect());
    boxes.forEach((box, i) => {
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 ||
          box.bottom > frame.bottom + 1) {
        problems.push(`${name(texts[i])} is cut off by its picture`);
      }
      for (let j = 0; j < i; ++j) {
        if (overlap(box, boxes[j])) problems.push(`${name(texts[i])} is on ${name(texts[j])}`);
      }
    });
  }

  // Nothing wider than the page, with everything unfolded too.
  for (const open of [false, true]) {
    if (open) document.querySelectorAll('details').forEach((each) => { each.open = true; });
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) {
      for (const element of document.body.querySelectorAll('*')) {
        if (element.getBoundingClientRect().right > width + 1) {
          problems.push(`${name(element)} is wider than the page of ${width} px`);
          break;
        }
      }
    }
  }

  // Words are whole: what code, numbers and ids are made of always, others unless no line holds them.
  document.querySelectorAll('details').forEach((each) => { each.open = true; });
  const lines_of = (node, from, to) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return new Set([...range.getClientRects()].map((rect) => Math.round(rect.top))).size;
  };
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && element.checkVisibility({visibilityProperty: true})) {
      texts.push(walker.currentNode);
    }
  }
  const printed = matchMedia('print').matches;
  for (const node of texts) {
    const element = node.parentElement;
    // Paper is narrower than a table of six columns.
    if (printed || element.closest('svg, pre, h1, h2')) continue;
    const whole = element.closest('code, .number, .id, .badge, .time');
    if (whole && lines_of(node, 0, node.length) > 1) {
      problems.push(`${name(element)} is on several lines`);
    }
    for (const word of node.data.matchAll(/[\p{L}\p{N}]+/gu)) {
      if (word[0].length > 30) continue;
      if (lines_of(node, word.index, word.index + word[0].length) > 1) {
        problems.push(`'${word[0]}' is broken in ${name(element)}`);
      }
    }
  }

  // Contrast as WCAG 2.2 has it, AA: 4.5 of text, whatever it is on.
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const luminance = (colour) => {
    const [r, g, b] = [...colour].slice(0, 3).map((each) => each / 255).map(
        (each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const page = getComputedStyle(document.body).backgroundColor;
  const ground_of = (element) => {
    if (element.matches('.onband')) {
      element.scrollIntoView({block: 'center'});
      const box = element.getBoundingClientRect();
      const under = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      const band = under.find((each) => each.matches('rect.band'));
      if (band) return getComputedStyle(band).fill;
    }
    const node = element.closest('g')?.querySelector('rect.node');
    if (node) return getComputedStyle(node).fill;
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (rgba(colour)[3] === 255) return colour;
    }
    return page;
  };
  const measured = new Map();
  for (const node of texts) {
    const element = node.parentElement;
    if (element.closest('title')) continue;
    const style = getComputedStyle(element);
    const colour = element.closest('svg') ? style.fill : style.color;
    const ground = ground_of(element);
    const pair = `${colour} on ${ground}`;
    if (measured.has(pair)) continue;
    const [a, b] = [luminance(rgba(colour)), luminance(rgba(ground))];
    measured.set(pair, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
    if (measured.get(pair) < 4.5) {
      problems.push(`${name(element)}: ${pair} is a contrast of ${measured.get(pair).toFixed(2)}`);
    }
  }

  // No script, of whatever kind.
  if (document.scripts.length) problems.push('there is a script');
  for (const element of document.querySelectorAll('*')) {
    for (const attribute of element.attributes) {
      if (/^on/i.test(attribute.name)) problems.push(`${name(element)} has ${attribute.name}`);
    }
  }
  if (window.ran !== undefined) problems.push('a script ran');
  return {problems, labels, contrasts: measured.size};
})()
