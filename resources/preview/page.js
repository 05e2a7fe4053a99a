// Runs in a world of its own (QWebEngineScript.ApplicationWorld), behind Qt's qwebchannel.js, once
// the empty page is loaded. Scripts of the page itself are off, so nothing that a post brings can see
// or call what is here.
//
// Whatever is used of `document` is taken now, while the page is empty: an element of a post that
// is named "querySelector" could otherwise stand in its place.
(() => {
  "use strict";
  if (globalThis.copydesk) return;
  // What has no business in a post, should the sanitiser ever let it through. Of <link> only this
  // keeps rel=preconnect away, which no policy and no interceptor is asked about.
  const BANNED = "script, style, link, meta, base, iframe, frame, object, embed, portal, fencedframe";
  const PADDING_PX = 22; // the page's own at the top; a line scrolled to stands that far down
  const root = document.documentElement;
  const main = document.body.firstElementChild;
  const make = document.createElement.bind(document);
  const caretAt = document.caretRangeFromPoint.bind(document);
  const selection = document.getSelection.bind(document);
  const attribute = Function.prototype.call.bind(Element.prototype.getAttribute);
  const number = (element, name) => Number(attribute(element, name));

  let desk = null; // the program's end of the web channel
  let blocks = []; // {element, start, end}; lines as in the file, `end` is the one after the last
  let imageVersion = 0;
  let expected = 0; // where the program put the page; scrolling that lands there is not the reader's
  let places = []; // [{element, y}, ...]: what stands in the window, and where
  let topLine = 0; // the line at its top, to find it again where all is wrapped anew
  let width = root.clientWidth;

  // ---- Where lines are -----------------------------------------------------------------------

  function top(element) { return element.getBoundingClientRect().top + root.scrollTop; }

  // The known [line, y] of one block, in order; y counts from the top of the page.
  function points(index) {
    const block = blocks[index];
    const box = block.element.getBoundingClientRect();
    const result = [[block.start, box.top + root.scrollTop]];
    for (const inner of block.element.querySelectorAll("[data-line]")) {
      const line = block.start + number(inner, "data-line");
      const y = top(inner);
      const [lastLine, lastY] = result[result.length - 1];
      if (line > lastLine && y >= lastY) result.push([line, y]);
    }
    const [lastLine, lastY] = result[result.length - 1];
    const bottom = box.bottom + root.scrollTop;
    if (block.end > lastLine && bottom >= lastY) result.push([block.end, bottom]);
    const next = blocks[index + 1];
    if (next) result.push([next.start, top(next.element)]);
    return result;
  }

  // The last block for which `before` holds, by halving; 0 where it holds for none.
  function lastBlock(before) {
    let low = 0, high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (before(blocks[middle])) low = middle; else high = middle - 1;
    }
    return low;
  }

  // Maps `value` from one column of the points to the other.
  function between(known, value, from, to) {
    let before = known[0];
    for (const after of known) {
      if (after[from] > value) {
        const width = after[from] - before[from];
        const share = width > 0 ? (value - before[from]) / width : 0;
        return before[to] + Math.max(0, share) * (after[to] - before[to]);
      }
      before = after;
    }
    return before[to];
  }

  function yOf(line) {
    if (!blocks.length) return PADDING_PX;
    return between(points(lastBlock((block) => block.start <= line)), line, 0, 1);
  }

  function lineOf(y) {
    if (!blocks.length) return 0;
    return between(points(lastBlock((block) => top(block.element) <= y)), y, 1, 0);
  }

  // The smallest element that a line became a part of; null where it became nothing.
  function elementOf(line) {
    if (!blocks.length) return null;
    const block = blocks[lastBlock((one) => one.start <= line)];
    if (line < block.start || line >= Math.max(block.end, block.start + 1)) return null;
    let found = null;
    for (const inner of block.element.querySelectorAll("[data-line]")) {
      if (block.start + number(inner, "data-line") <= line) found = inner; else break;
    }
    return found || block.element.firstElementChild;
  }

  // The line of a place in a paragraph or a listing: the one it begins at, and the line ends that
  // stand in its text before the place, which Markdown leaves as they are.
  function lineAt(element, block, x, y) {
    const inner = element.closest("[data-line]");
    const holder = inner && main.contains(inner) ? inner : block.element;
    const first = block.start + (holder === inner ? number(inner, "data-line") : 0);
    const caret = caretAt(x, y);
    if (!caret || !holder.contains(caret.startContainer)) return first;
    const before = caret.cloneRange();
    before.setStart(holder, 0);
    const text = before.toString();
    const listing = element.closest("pre");
    const passed = lineEnds(text) - (listing ? 0 : text.length - text.replace(/^\n+/, "").length);
    const fence = listing && isFenced(listing, block) ? 1 : 0;
    return Math.min(first + fence + Math.max(0, passed), Math.max(first, block.end - 1));
  }

  function lineEnds(text) { return text.split("\n").length - 1; }

  // Whether a listing begins a line after its block does: one that is indented does not.
  function isFenced(listing, block) {
    const alone = block.element.textContent.trim() === listing.textContent.trim();
    return !alone || block.end - block.start > lineEnds(listing.textContent);
  }

  // ---- Keeping the place ---------------------------------------------------------------------

  function putAt(y) {
    root.scrollTop = y;
    expected = root.scrollTop;
  }

  // Notes where the blocks in the window stand, from the top one down.
  function rememberPlace() {
    places = [];
    topLine = root.scrollTop > 0 ? lineOf(root.scrollTop + PADDING_PX) : 0;
    if (root.scrollTop <= 0) return; // what is new at the very top shall be seen
    const first = lastBlock((block) => block.element.getBoundingClientRect().top <= PADDING_PX + 1);
    for (let index = first; index < blocks.length; index += 1) {
      const { element } = blocks[index];
      const y = element.getBoundingClientRect().top;
      if (y > root.clientHeight) break;
      places.push({ element, y });
    }
  }

  // Puts the uppermost of them that is still there where it stood.
  function restorePlace() {
    const place = places.find(({ element }) => element.isConnected);
    if (place) {
      const moved = place.element.getBoundingClientRect().top - place.y;
      if (Math.abs(moved) >= 1) root.scrollTop += moved;
    }
    expected = root.scrollTop;
  }

  // ---- Showing blocks ------------------------------------------------------------------------

  function versioned(source) { return imageVersion ? `${source.split("?")[0]}?v=${imageVersion}` : source; }

  // What stands in an image's place is as large as a picture where it is all of its paragraph.
  function markAlone(note) {
    const around = note.parentElement;
    const alone = !around || around.textContent.trim() === note.textContent.trim();
    note.classList.toggle("alone", alone);
  }

  function built(html) {
    const element = make("div");
    element.className = "block";
    const template = make("template");
    template.innerHTML = html;
    for (const banned of template.content.querySelectorAll(BANNED)) banned.remove();
    if (imageVersion) {
      for (const image of template.content.querySelectorAll('img[src^="copydesk:"]')) {
        image.src = versioned(attribute(image, "src"));
      }
    }
    for (const note of template.content.querySelectorAll(".remote-image, .missing-image")) markAlone(note);
    element.append(template.content);
    return element;
  }

  // Makes `operations`, [["keep", n] | ["remove", n] | ["insert", [html, ...]], ...], which speak of
  // all blocks in order. Returns false where they don't fit what is shown.
  function operate(operations) {
    const result = [];
    let at = 0;
    let gone = []; // the blocks just removed: those inserted next stand in for them
    for (const [kind, what] of operations) {
      if (kind === "insert") {
        const made = what.map((html) => ({ element: built(html), start: 0, end: 0 }));
        main.insertBefore(fragment(made), at < blocks.length ? blocks[at].element : null);
        result.push(...made);
        standIn(gone, made);
        gone = [];
        continue;
      }
      if (at + what > blocks.length) return false;
      const these = blocks.slice(at, at + what);
      at += what;
      if (kind === "keep") result.push(...these);
      else for (const block of these) block.element.remove();
      gone = kind === "keep" ? [] : these;
    }
    const whole = at === blocks.length;
    blocks = result;
    return whole;
  }

  function standIn(gone, made) {
    const place = places[0];
    const index = place ? gone.findIndex((block) => block.element === place.element) : -1;
    if (index >= 0) place.element = made[Math.min(index, made.length - 1)].element;
  }

  function fragment(made) {
    const template = make("template");
    template.content.append(...made.map((block) => block.element));
    return template.content;
  }

  // ---- What the program calls ----------------------------------------------------------------

  const page = {
    // Shows a post; returns false where it can't from what is shown. `lines` is
    // [start, end, start, end, ...] of all blocks, or null for no change.
    patch({ fresh, operations, lines, language, direction }) {
      if (fresh) {
        main.replaceChildren();
        blocks = [];
        places = [];
      } else {
        rememberPlace();
      }
      // What comes in the place of a block has its lines, where none are told.
      const known = lines || blocks.flatMap((block) => [block.start, block.end]);
      if (!operate(operations) || known.length !== blocks.length * 2) return false;
      blocks.forEach((block, index) => {
        block.start = known[2 * index];
        block.end = known[2 * index + 1];
      });
      main.lang = language;
      main.dir = direction;
      if (fresh) putAt(0); else restorePlace();
      rememberPlace();
      return true;
    },

    place() { return root.scrollTop; },

    scrollTo(y) { putAt(y); rememberPlace(); },

    scrollToLine(line) { putAt(yOf(line) - PADDING_PX); rememberPlace(); },

    scrollToFragment(name) {
      if (name === "") { root.scrollTop = 0; return true; }
      const quoted = CSS.escape(name);
      const target = main.querySelector(`[id="${quoted}"], a[name="${quoted}"]`);
      if (target) root.scrollTop = top(target) - PADDING_PX;
      return target !== null;
    },

    // Outlines what the lines of findings became: [[line, tone], ...]. What is patched in later has
    // no outline, as its text is another one.
    outline(findings) {
      for (const element of main.querySelectorAll("[data-finding]")) element.removeAttribute("data-finding");
      for (const [line, tone] of findings) {
        const element = elementOf(line);
        if (element && !(attribute(element, "data-finding") === "bad")) element.setAttribute("data-finding", tone);
      }
    },

    setTheme(theme, colours) {
      root.setAttribute("data-theme", theme);
      for (const [name, value] of Object.entries(colours)) root.style.setProperty(name, value);
    },

    refreshImages() {
      imageVersion += 1;
      for (const image of main.querySelectorAll('img[src^="copydesk:"]')) {
        image.hidden = false;
        if (image.nextSibling instanceof Element && image.nextSibling.matches(".missing-image")) {
          image.nextSibling.remove();
        }
        image.src = versioned(attribute(image, "src"));
      }
    },
  };

  // ---- What the reader does ------------------------------------------------------------------

  function blockOf(element) {
    let child = element;
    while (child && child.parentNode !== main) child = child.parentNode;
    return blocks.find((block) => block.element === child);
  }

  addEventListener("click", (event) => {
    const element = event.composedPath().find((node) => node instanceof Element);
    const link = element && element.closest("a, area");
    if (link) {
      event.preventDefault();
      const address = attribute(link, "href");
      if (address !== null) desk.follow(address);
      return;
    }
    const block = element && selection().isCollapsed && blockOf(element);
    if (block) desk.click(lineAt(element, block, event.clientX, event.clientY));
  }, true);

  for (const kind of ["auxclick", "submit", "dragstart"]) {
    addEventListener(kind, (event) => event.preventDefault(), true);
  }

  addEventListener("scroll", () => {
    // Of the program's own scrolling the place is known; by now an image may have moved it.
    if (Math.abs(root.scrollTop - expected) < 2) return;
    if (root.clientWidth !== width) return; // Chromium's own, as it zooms: the observer below mends it
    expected = -10;
    rememberPlace();
    desk.scroll(topLine);
  }, { passive: true });

  // An image that came in, a web font, a narrower window: the height changes, the place does not.
  new ResizeObserver(() => {
    const narrowed = root.clientWidth !== width;
    width = root.clientWidth;
    if (narrowed && width > 0) putAt(topLine > 0 ? yOf(topLine) - PADDING_PX : 0);
    else restorePlace();
  }).observe(main);

  function fileName(address) {
    const name = address.split(/[?#]/)[0].split("/").pop();
    try { return decodeURIComponent(name); } catch { return name; }
  }

  // An image that is not there says so, in words.
  main.addEventListener("error", (event) => {
    const image = event.target;
    if (!(image instanceof HTMLImageElement) || image.hidden) return;
    const note = make("span");
    note.className = "missing-image";
    note.textContent = `${fileName(attribute(image, "src") || "")} · image not found`;
    image.hidden = true;
    image.after(note);
    markAlone(note);
  }, true);

  globalThis.copydesk = page;
  new QWebChannel(qt.webChannelTransport, (channel) => {
    desk = channel.objects.desk;
    desk.ready();
  });
})();
