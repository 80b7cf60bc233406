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

  // No script, of whatever kind.
  if (document.scripts.length) problems.push('there is a script');
  for (const element of document.querySelectorAll('*')) {
    for (const attribute of element.attributes) {
      if (/^on/i.test(attribute.name)) problems.push(`${name(element)} has ${attribute.name}`);
    }
  }
  if (window.ran !== undefined) problems.push('a script ran');
  return {problems, labels};
})()
