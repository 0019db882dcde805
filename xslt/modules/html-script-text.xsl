<?xml version="1.0" encoding="UTF-8"?>
<!-- The script of the page, the same in every page, and the hash by which browsers know it. Its words come as data-*
     attributes. Whoever changes a letter of it changes the hash: tests/test_page_script.py says to what.
     It is written in ASCII, so that no normalization of the page touches it, and put on one line in the page: so no
     comment ends with a line, no string goes on over one or holds two spaces in a row, and each statement ends with a
     semicolon. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" exclude-result-prefixes="#all">

  <xsl:variable name="script-hash" as="xs:string" select="'sha256-wo/+YoryWMa1Jaj1WsnRCjWGUuP9vwo/CdshB8cLY9Q='"/>

  <xsl:variable name="script-text" as="xs:string"><![CDATA[
(() => {
'use strict';

/* All that this offers it makes itself: without it the page shows no dead control and lacks nothing. */

const root = document.documentElement;
const labels = document.currentScript.dataset;
const reading = document.querySelector('.reading');

const make = (name, attributes, ...content) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...content);
  return element;
};
const button = (words, act, attributes) => {
  const element = make('button', Object.assign({type: 'button'}, attributes), words);
  element.addEventListener('click', act);
  return element;
};
const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (all, key) => key in values ? values[key] : all);

/* What has been done is said to all, also to those who hear the page. */
const told = make('p', {class: 'told', role: 'status'});
let silence = 0;
const tell = words => {
  clearTimeout(silence);
  told.textContent = words;
  silence = setTimeout(() => { told.textContent = ''; }, 4000);
};

/* Search: letters are compared without case and accents, signs without their typographic forms. */

const LETTERS_OF_THEIR_OWN = '([\u0438\u0443\u0456][\u0306\u0308])';
const MARKS = new RegExp(LETTERS_OF_THEIR_OWN
  + '|[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff]', 'g');
const known = new Map();
const foldLetter = letter => {
  let folded = known.get(letter);
  if (folded === undefined) {
    folded = letter
      .replace(/[\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u, '')
      .replace(/[`\u00b4\u02b9-\u02bc\u2018-\u201b\u2032]/u, "'")
      .replace(/[\u00ab\u00bb\u201c-\u201f\u2033]/u, '"')
      .replace(/[\u2010-\u2015\u2212]/u, '-')
      .toUpperCase().toLowerCase()
      .normalize('NFKD').replace(MARKS, '$1').normalize('NFC').replace(/\u03c2/g, '\u03c3');
    known.set(letter, folded);
  }
  return folded;
};
const fold = text => text.replace(/[`\u0080-\u{10ffff}]/gu, foldLetter).toLowerCase().replace(/\s+/g, ' ');

const BLOCKS = new Set(('BLOCKQUOTE CAPTION DD DIV DL DT FIGCAPTION FIGURE H3 H4 H5 H6 LI OL P SECTION TABLE TD TH TR'
  + ' UL').split(' '));
const ADDED = '.added, .corr, .reg, .expan, .supplied';
const NOT_SEARCHED = '.locator, .clock, .noteref, .speaker, .at-hand';

/* The blocks of the reading text: the text nodes of each, and its words as they are compared. */
let blocks = null;
const collect = () => {
  const unread = reading.classList.contains('received') ? NOT_SEARCHED + ', ' + ADDED : NOT_SEARCHED;
  const found = [];
  let nodes = [];
  const close = () => {
    const folded = fold(nodes.map(node => node.data).join(''));
    if (folded.trim()) found.push({nodes, folded});
    nodes = [];
  };
  const visit = element => {
    for (let child = element.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === Node.TEXT_NODE) nodes.push(child);
      if (child.nodeType !== Node.ELEMENT_NODE || child.matches(unread)) continue;
      const apart = BLOCKS.has(child.nodeName);
      if (apart) close();
      visit(child);
      if (apart) close();
    }
  };
  visit(reading);
  close();
  return found;
};

/* Where each compared letter stands in the block's own text: where it begins, and where it ends. */
const places = block => {
  const starts = [];
  const ends = [];
  let at = 0;
  let blank = false;
  for (const letter of block.nodes.map(node => node.data).join('')) {
    for (const each of fold(letter)) {
      if (!(blank && each === ' ')) {
        for (let unit = 0; unit < each.length; unit += 1) {
          starts.push(at);
          ends.push(at + letter.length);
        }
      }
      blank = each === ' ';
    }
    at += letter.length;
  }
  return {starts, ends, length: at};
};

let query = '';
let hits = [];
let current = -1;
let cuts = [];
const AROUND = 500;

const find = wanted => {
  const found = [];
  if (wanted) {
    blocks = blocks || collect();
    for (const block of blocks) {
      for (let at = block.folded.indexOf(wanted); at >= 0; at = block.folded.indexOf(wanted, at + wanted.length)) {
        found.push({block, at, marks: []});
      }
    }
  }
  return found;
};

/* A selection is kept while text nodes are cut and joined. */
const keepingSelection = change => {
  const selection = getSelection();
  const ends = [[selection.anchorNode, selection.anchorOffset], [selection.focusNode, selection.focusOffset]];
  const whole = ends.map(([node, offset]) => {
    const cut = cuts.find(each => each.pieces.some(([piece]) => piece === node));
    return cut ? [cut.node, cut.pieces.find(([piece]) => piece === node)[1] + offset] : [node, offset];
  });
  change();
  if (!ends[0][0] || !reading.contains(ends[0][0]) && !reading.contains(whole[0][0])) return;
  const [from, to] = whole.map(([node, offset], index) => {
    if (!node || node.nodeType !== Node.TEXT_NODE) {
      return index ? [selection.focusNode, selection.focusOffset] : [selection.anchorNode, selection.anchorOffset];
    }
    const cut = cuts.find(each => each.node === node);
    const piece = cut && cut.pieces.filter(each => each[1] <= offset).pop();
    return piece ? [piece[0], offset - piece[1]] : [node, offset];
  });
  if (from[0] && to[0]) selection.setBaseAndExtent(from[0], from[1], to[0], to[1]);
};

/* Marks ranges [start, end, hit] of a text node; the node itself stays, so that it can be made whole again. */
const cut = (node, ranges) => {
  const record = {node, data: node.data, pieces: [[node, 0]], added: []};
  let rest = node;
  let at = 0;
  for (const [start, end, hit] of ranges) {
    const middle = rest.splitText(start - at);
    rest = middle.splitText(end - start);
    at = end;
    const mark = make('mark', {});
    middle.before(mark);
    mark.append(middle);
    hit.marks.push(mark);
    record.pieces.push([middle, start], [rest, end]);
    record.added.push(mark, rest);
  }
  cuts.push(record);
};

const unmark = () => {
  for (const record of cuts) {
    for (const added of record.added) added.remove();
    record.node.data = record.data;
  }
  cuts = [];
  for (const hit of hits) hit.marks = [];
};

const markBlock = (block, found) => {
  const {starts, ends, length} = places(block);
  const ranges = [];
  let last = 0;
  for (const hit of found) {
    const start = Math.max(last, starts[hit.at]);
    const after = hit.at + query.length;
    last = Math.max(ends[after - 1], after < starts.length ? starts[after] : length);
    if (start < last) ranges.push([start, last, hit]);
  }
  let at = 0;
  for (const node of block.nodes) {
    const end = at + node.length;
    const inside = ranges.filter(range => range[0] < end && range[1] > at)
      .map(([from, to, hit]) => [Math.max(from, at) - at, Math.min(to, end) - at, hit]);
    if (inside.length) cut(node, inside);
    at = end;
  }
};

/* Marks the hits around the current one: thousands at once would be slow. */
const mark = () => {
  const near = hits.slice(Math.max(0, current - AROUND), current + AROUND);
  for (let index = 0; index < near.length;) {
    const first = index;
    while (index < near.length && near[index].block === near[first].block) index += 1;
    markBlock(near[first].block, near.slice(first, index));
  }
};

const field = make('input', {type: 'search', id: labels.field, autocomplete: 'off', spellcheck: 'false',
  enterkeyhint: 'search', placeholder: labels.search});
const count = make('output', {for: labels.field});
const previous = button('\u2191', () => go(current - 1), {'aria-label': labels.previous, title: labels.previous});
const next = button('\u2193', () => go(current + 1), {'aria-label': labels.next, title: labels.next});
const found = make('span', {class: 'found'}, previous, next);

const locatorAt = element => {
  const paragraph = element.closest('.paragraph');
  const locator = paragraph && paragraph.querySelector('.locator');
  return locator ? locator.textContent : '';
};

const go = index => {
  for (const each of (hits[current] || {marks: []}).marks) each.classList.remove('current');
  current = (index + hits.length) % hits.length;
  const hit = hits[current];
  if (!hit.marks.length) keepingSelection(() => { unmark(); mark(); });
  for (const each of hit.marks) each.classList.add('current');
  const place = hit.marks[0] || hit.block.nodes[0].parentElement;
  place.scrollIntoView({block: 'center', behavior: 'instant'});
  const locator = locatorAt(place);
  count.textContent = fill(labels.count, {number: current + 1, all: hits.length}) + (locator && ' \u00b7 ' + locator);
};

const search = () => {
  const wanted = fold(field.value.normalize('NFC')).trim();
  if (wanted === query) return false;
  keepingSelection(() => {
    unmark();
    query = wanted;
    hits = find(query);
    current = hits.length ? 0 : -1;
    mark();
  });
  previous.disabled = next.disabled = !hits.length;
  found.hidden = !query;
  if (hits.length) go(0);
  else count.textContent = query ? labels.none : '';
  return true;
};

const forget = () => {
  field.value = '';
  search();
};

let waiting = 0;
const searchSoon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 150);
};

const searchByKey = event => {
  if (event.isComposing) return;
  if (event.key === 'Enter' && event.target === field) {
    event.preventDefault();
    clearTimeout(waiting);
    if (!search() && hits.length) go(current + (event.shiftKey ? -1 : 1));
  } else if (event.key === 'Escape') {
    event.preventDefault();
    forget();
    field.focus();
  }
};

const makeSearch = () => {
  const box = make('div', {class: 'search', role: 'search'},
    make('label', {for: labels.field}, labels.searchShort), field, count, found);
  found.hidden = true;
  field.addEventListener('input', searchSoon);
  box.addEventListener('keydown', searchByKey);
  return box;
};

/* The text as received: what the editors added is hidden, and notes that were received stand where they stood. */

const receiveNotes = part => {
  for (const number of part.querySelectorAll('.noteref')) {
    const id = number.hash && decodeURIComponent(number.hash.slice(1));
    const note = id && document.getElementById(id);
    if (note && !note.querySelector('.whose')) {
      const copy = make('span', {class: 'note-received'}, ...note.cloneNode(true).childNodes);
      for (const each of copy.querySelectorAll('.return')) each.remove();
      for (const each of copy.querySelectorAll('[id]')) each.removeAttribute('id');
      number.after(' ', copy, ' ');
      receiveNotes(copy);
    }
  }
};

const unreceiveNotes = () => {
  for (const copy of reading.querySelectorAll('.note-received')) {
    if (!copy.isConnected) continue;
    copy.previousSibling.remove();
    copy.nextSibling.remove();
    copy.remove();
  }
};

const switchReceived = event => {
  keepingSelection(unmark);
  hits = [];
  current = -1;
  query = '';
  blocks = null;
  unreceiveNotes();
  const on = reading.classList.toggle('received');
  if (!reading.classList.length) reading.removeAttribute('class');
  if (on) receiveNotes(reading);
  event.currentTarget.setAttribute('aria-pressed', on);
  if (field.value) search();
};

const makeReceived = () => {
  const changing = ADDED + ', .noteref, .join';
  return reading.querySelector(changing)
    ? [button(labels.received, switchReceived, {'aria-pressed': 'false', title: labels.receivedMeans})] : [];
};

/* Light or dark, as the system has it or as the reader wants it; kept where the browser keeps anything. */

const remember = theme => {
  try {
    if (theme) localStorage.setItem('theme', theme);
    else localStorage.removeItem('theme');
  } catch (refused) { /* Then it lasts as long as the page. */ }
};
const remembered = () => {
  try {
    return localStorage.getItem('theme');
  } catch (refused) {
    return null;
  }
};

const setTheme = theme => {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
};

const makeTheme = () => {
  const choice = make('select', {'aria-label': labels.theme}, make('option', {value: ''}, labels.auto),
    make('option', {value: 'light'}, labels.light), make('option', {value: 'dark'}, labels.dark));
  const theme = remembered();
  if (theme === 'light' || theme === 'dark') {
    choice.value = theme;
    setTheme(theme);
  }
  choice.addEventListener('change', () => {
    setTheme(choice.value);
    remember(choice.value);
  });
  return choice;
};

/* Links and citations to copy: one set of buttons, which goes to the paragraph that is looked at. */

const citation = document.querySelector('[data-citation]');
let paragraph = null;

const addressOf = () => paragraph.querySelector('.locator').href;

const citationOf = () => {
  const place = citation.dataset;
  const link = paragraph.querySelector('.locator');
  const turn = paragraph.closest('.turn') || paragraph;
  const time = paragraph.querySelector('[data-time]') || turn.querySelector('[data-time]');
  const values = {
    locator: link.textContent,
    id: decodeURIComponent(link.hash.slice(1)),
    time: time ? time.textContent.trim() : '',
    link: location.protocol === 'file:' ? link.getAttribute('href') : link.href,
  };
  values.place = fill(time && place.placeTimed || place.place || '{locator}', values);
  return fill(place.citation, values).replace(/\s+/g, ' ').trim();
};

/* Where the browser gives no clipboard, the text is shown, selected. */
const showToCopy = (text, back) => {
  const box = make('textarea', {readonly: '', rows: '4', 'aria-label': labels.byHand});
  const dialog = make('dialog', {class: 'to-copy', 'aria-label': labels.byHand}, make('p', {}, labels.byHand), box,
    button(labels.close, () => dialog.close()));
  box.value = text;
  dialog.addEventListener('close', () => {
    dialog.remove();
    back.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  box.focus();
  box.select();
};

const copy = async (text, back, words) => {
  try {
    await navigator.clipboard.writeText(text);
    tell(words);
  } catch (refused) {
    showToCopy(text, back);
  }
};

const copying = (words, text, said) =>
  button(words, event => copy(text(), event.currentTarget, said), {dir: root.dir || 'ltr'});
const atHand = make('span', {class: 'at-hand', role: 'group', lang: root.lang},
  copying(labels.link, addressOf, labels.linkCopied));
if (citation) atHand.append(copying(labels.cite, citationOf, labels.citationCopied));

const putAway = () => {
  atHand.remove();
  paragraph = null;
};

const lookAt = element => {
  const near = element.closest && element.closest('.paragraph');
  const locator = near && near.querySelector('.locator');
  if (!locator || near === paragraph || locator.closest('.paragraph') !== near) return;
  paragraph = near;
  atHand.setAttribute('aria-label', locator.getAttribute('aria-label') || locator.textContent);
  locator.after(atHand);
};

/* The pointer gives way to the keyboard: the buttons stay where somebody is at them. */
const lookWithPointer = event => {
  const used = paragraph && document.activeElement;
  if (event.buttons || used && paragraph.contains(used) && used.matches(':focus-visible')) return;
  lookAt(event.target);
};

const makeCopying = () => {
  reading.addEventListener('focusin', event => lookAt(event.target));
  reading.addEventListener('pointerover', lookWithPointer);
  reading.addEventListener('focusout', event => {
    const now = event.relatedTarget;
    if (paragraph && now && !paragraph.contains(now) && !now.closest('dialog')) putAway();
  });
  reading.addEventListener('pointerleave', () => {
    if (paragraph && !paragraph.contains(document.activeElement)) putAway();
  });
  reading.addEventListener('keydown', event => {
    if (event.key === 'Escape' && paragraph) {
      if (atHand.contains(document.activeElement)) paragraph.querySelector('.locator').focus();
      putAway();
    }
  });
};

/* Times play the recording in the page, and the turn that is heard is marked. */

const playFrom = event => {
  const link = event.target.closest && event.target.closest('a[data-player][data-time]');
  const player = link && document.getElementById(link.dataset.player);
  if (!player || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  player.currentTime = Number(link.dataset.time);
  player.play().catch(() => tell(labels.noPlay));
};

const follow = player => {
  const times = [...reading.querySelectorAll('.turn [data-player][data-time]')]
    .filter(link => link.dataset.player === player.id)
    .map(link => [Number(link.dataset.time), link.closest('.turn')]).sort((one, other) => one[0] - other[0]);
  let heard = null;
  const notice = () => {
    const time = player.currentTime;
    let low = 0;
    let high = times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle][0] <= time) low = middle + 1;
      else high = middle;
    }
    const turn = low && !player.paused ? times[low - 1][1] : null;
    if (turn === heard) return;
    if (heard) heard.removeAttribute('aria-current');
    if (turn) turn.setAttribute('aria-current', 'true');
    heard = turn;
  };
  for (const event of ['timeupdate', 'seeked', 'play', 'pause', 'ended']) player.addEventListener(event, notice);
};

/* Once something was played, it can be stopped and taken up again from wherever one reads. */

const players = document.querySelectorAll('audio[id], video[id]');
let latest = null;
const resume = () => { latest.play().catch(() => tell(labels.noPlay)); };
const pause = button(labels.pause, () => { if (latest.paused) resume(); else latest.pause(); }, {hidden: ''});
const notePlaying = event => {
  latest = event.target;
  pause.hidden = false;
  pause.textContent = labels.pause;
};
const notePause = event => {
  if (event.target === latest) pause.textContent = labels.play;
};

/* The bar of tools, which stays in sight and hides nothing: what is scrolled to stops below it. */

const tools = make('section', {class: 'tools', 'aria-label': labels.tools},
  make('div', {class: 'view'}, ...makeReceived(), makeTheme()), makeSearch(), pause);

const makeRoom = () => {
  const style = getComputedStyle(tools);
  const covered = style.position === 'sticky' ? tools.offsetHeight + parseFloat(style.top) : 0;
  root.style.setProperty('--tools', covered + 'px');
  root.style.setProperty('scroll-padding-block-start', covered + 24 + 'px');
};

const start = () => {
  document.body.firstElementChild.after(tools);
  document.body.append(told);
  makeCopying();
  document.addEventListener('click', playFrom);
  for (const player of players) {
    follow(player);
    player.addEventListener('play', notePlaying);
    player.addEventListener('pause', notePause);
  }
  new ResizeObserver(makeRoom).observe(tools);
  addEventListener('resize', makeRoom);
  makeRoom();
  const goal = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (goal) goal.scrollIntoView();
};

start();
})();
]]></xsl:variable>
</xsl:stylesheet>
