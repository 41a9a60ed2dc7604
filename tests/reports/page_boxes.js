// Looks at the boxes of pages in frames, and writes what is wrong with them into #found: what
// sticks out of the page, texts that overlap, faint texts, small texts, requests.
'use strict';

const slack = 1.5;  // pixels
const smallest = 11;  // pixels of a letter's size, as they are on the screen

function colour(text) {
  const numbers = text.match(/[\d.]+/g).map(Number);
  return {rgb: numbers.slice(0, 3), alpha: numbers.length > 3 ? numbers[3] : 1};
}

// As WCAG defines it.
function luminance(rgb) {
  const [r, g, b] = rgb.map(
      part => part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(element, view) {
  const text = luminance(colour(view.getComputedStyle(element).color).rgb);
  let ground = 1;
  for (let e = element; e; e = e.parentElement) {
    const own = colour(view.getComputedStyle(e).backgroundColor);
    if (own.alpha === 0) continue;
    ground = luminance(own.rgb);
    break;
  }
  return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
}

// Returns the size of a text on the screen. Pictures are scaled.
function sizeOnScreen(element, view) {
  const size = parseFloat(view.getComputedStyle(element).fontSize);
  const matrix = element.closest('text')?.getScreenCTM();
  return matrix ? size * Math.hypot(matrix.a, matrix.b) : size;
}

// Gnuplot writes a label on a ground twice: to find the ground's size, and on top of it.
function drawnTwice(one, other) {
  return one.parent.textContent === other.parent.textContent &&
      Math.abs(one.box.left - other.box.left) < slack &&
      Math.abs(one.box.top - other.box.top) < slack;
}

function look(frame) {
  const view = frame.contentWindow;
  const page = frame.contentDocument;
  const found = [];
  const say = (what, element) => found.push(
      `${frame.title}: ${what}: <${element.nodeName}> ${element.textContent.trim().slice(0, 60)}`);
  const onPaper = frame.title.endsWith('on paper');
  const width = page.documentElement.clientWidth;
  if (width !== frame.clientWidth) found.push(`${frame.title}: is ${width} wide`);
  if (page.documentElement.scrollWidth > width) found.push(`${frame.title}: has to be scrolled`);
  for (const request of view.performance.getEntriesByType('resource')) {
    found.push(`${frame.title}: asked for ${request.name}`);
  }
  const scrolls = element => {
    for (let e = element.parentElement; e; e = e.parentElement) {
      if (view.getComputedStyle(e).overflowX === 'auto') return true;
    }
    return false;
  };
  for (const element of page.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || scrolls(element)) continue;
    if (box.left < -slack || box.right > width + slack) say('sticks out', element);
  }
  const boxes = [];
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim()) continue;
    const parent = node.parentElement;
    const figure = parent.closest('svg');
    if (!figure && contrast(parent, view) < 4.5) say('is faint', parent);
    const range = page.createRange();
    range.selectNodeContents(node);
    const shown = [...range.getClientRects()].some(box => box.width > 0);
    // Tables are set in small type on paper, where 8 points are easily read.
    if (shown && (figure || !onPaper) && sizeOnScreen(parent, view) < smallest) {
      say(`is small (${sizeOnScreen(parent, view).toFixed(1)} px)`, parent);
    }
    for (const box of range.getClientRects()) {
      if (box.width > 0) boxes.push({box, parent});
      if (!figure) continue;
      const frameBox = figure.getBoundingClientRect();
      if (box.left < frameBox.left - slack || box.right > frameBox.right + slack ||
          box.top < frameBox.top - slack || box.bottom > frameBox.bottom + slack) {
        say('sticks out of its figure', parent);
      }
    }
  }
  boxes.sort((a, b) => a.box.top - b.box.top);
  for (let i = 0; i < boxes.length; ++i) {
    const a = boxes[i].box;
    // Boxes are as high as the font may get, letters rarely are.
    const margin = 0.15 * a.height;
    for (let j = i + 1; j < boxes.length && boxes[j].box.top < a.bottom - margin; ++j) {
      const b = boxes[j].box;
      if (boxes[j].parent === boxes[i].parent) continue;
      if (drawnTwice(boxes[i], boxes[j])) continue;
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > slack && down > 0.15 * (a.height + b.height)) {
        say(`overlaps "${boxes[j].parent.textContent.trim().slice(0, 60)}"`, boxes[i].parent);
      }
    }
  }
  return found;
}

window.addEventListener('load', () => {
  const found = [...document.querySelectorAll('iframe')].flatMap(look);
  document.getElementById('found').textContent = [...found.slice(0, 20), 'looked'].join('\n');
});
