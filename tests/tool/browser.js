// SPDX-License-Identifier: Apache-2.0
// What browser.py asks of a page.
"use strict";
window.slateTest = (() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = (element) => element.textContent.trim().replace(/\s+/g, " ").slice(0, 60);
  const textNodes = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      if (walker.currentNode.data.trim() !== "") found.push(walker.currentNode);
    }
    return found;
  };
  const isShown = (element) => element.checkVisibility() && element.getClientRects().length > 0;

  // ---- Figures ----

  function tables() {
    return all("table").map((table) => ({
      heading: table.closest("section")?.querySelector("h2")?.textContent ?? "",
      caption: table.caption?.textContent ?? "",
      head: all("thead th", table).map((cell) => cell.textContent),
      rows: all("tbody tr", table).map((row) => all("th, td", row).map((cell) => cell.textContent)),
    }));
  }

  // ---- Colours ----

  // [red, green, blue, alpha] as the browser computed them.
  function colour(text) {
    const parts = text.match(/[\d.]+/g);
    if (text === "none" || text === "transparent" || parts === null) return [0, 0, 0, 0];
    return [...parts.slice(0, 3).map(Number), parts.length > 3 ? Number(parts[3]) : 1];
  }
  function over([r, g, b, alpha], below) {
    return [r, g, b].map((part, at) => part * alpha + below[at] * (1 - alpha)).concat(1);
  }
  function behind(element) {
    const layers = [];
    for (let at = element; at !== null; at = at.parentElement) {
      const layer = colour(getComputedStyle(at).backgroundColor);
      layers.push(layer);
      if (layer[3] === 1) break;
    }
    const canvas = matchMedia("(prefers-color-scheme: dark)").matches ? [0, 0, 0, 1] : [255, 255, 255, 1];
    return layers.reduceRight((below, layer) => over(layer, below), canvas);
  }
  const holds = (box, x, y) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
  // Of a drawing, the topmost shape under the middle of a label that was drawn before it.
  function behindLabel(label) {
    const box = label.getBoundingClientRect();
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    let below = behind(label.ownerSVGElement);
    for (const shape of all("rect, circle, path", label.ownerSVGElement)) {
      if (!(shape.compareDocumentPosition(label) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
      if (!holds(shape.getBoundingClientRect(), x, y)) continue;
      const fill = colour(getComputedStyle(shape).fill);
      if (fill[3] > 0) below = over(fill, below);
    }
    return below;
  }
  function luminance(rgb) {
    const [r, g, b] = rgb.slice(0, 3).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function contrast(one, other) {
    const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  }
  function faintTexts(least) {
    const faint = new Map();
    for (const node of textNodes(document.body)) {
      const element = node.parentElement;
      if (!isShown(element)) continue;
      const drawn = element.ownerSVGElement !== undefined && element.ownerSVGElement !== null;
      const below = drawn ? behindLabel(element) : behind(element);
      const style = getComputedStyle(element);
      const ratio = contrast(over(colour(drawn ? style.fill : style.color), below), below);
      if (ratio < least) {
        const kind = `${element.tagName}.${element.getAttribute("class") ?? ""}`;
        faint.set(kind, `contrast ${ratio.toFixed(2)} of ${kind}: ${words(element)}`);
      }
    }
    return [...faint.values()];
  }

  // ---- Labels ----

  function coveredLabels() {
    const found = [];
    for (const drawing of all("svg").filter(isShown)) {
      const frame = drawing.getBoundingClientRect();
      const labels = all("text", drawing).filter((label) => label.textContent.trim() !== "");
      const boxes = labels.map((label) => label.getBoundingClientRect());
      const whose = drawing.getAttribute("aria-label") ?? "";
      boxes.forEach((box, at) => {
        if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) {
          found.push(`the drawing "${whose.slice(0, 60)}" cuts ${words(labels[at])}`);
        }
        for (let other = at + 1; other < boxes.length; ++other) {
          const wide = Math.min(box.right, boxes[other].right) - Math.max(box.left, boxes[other].left);
          const high = Math.min(box.bottom, boxes[other].bottom) - Math.max(box.top, boxes[other].top);
          if (wide > 0.5 && high > 3) {
            found.push(`the drawing "${whose.slice(0, 60)}": ${words(labels[at])} covers ${words(labels[other])}`);
          }
        }
      });
    }
    return found;
  }
  function tooWide() {
    const width = document.documentElement.clientWidth;
    const found = [];
    if (document.documentElement.scrollWidth > width) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const element of all("body *")) {
      if (!isShown(element) || element.closest(".wide, pre") !== null) continue;
      const box = element.getBoundingClientRect();
      if (box.right > width + 0.5 || box.left < -0.5) found.push(`${element.tagName} sticks out: ${words(element)}`);
    }
    return found.slice(0, 5);
  }

  // ---- Keyboard ----

  const reachable = () => all("a[href], summary, button, input, select, textarea, [tabindex]");
  function closeAll() {
    for (const details of all("details")) details.open = false;
    document.activeElement?.blur();
    window.getSelection().collapse(document.body, 0);
  }
  function openAll() {
    for (const details of all("details")) details.open = true;
  }
  function focused() {
    const at = document.activeElement;
    if (at === null || at === document.body) return null;
    const style = getComputedStyle(at);
    return {
      index: reachable().indexOf(at),
      tag: at.tagName.toLowerCase(),
      visible: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
    };
  }

  // ---- Print, network, nodes ----

  function printedTexts() {
    return textNodes(document.body)
      .filter((node) => isShown(node.parentElement) && node.parentElement.closest("details") === null)
      .map((node) => node.data);
  }
  function tree() {
    return [...document.querySelectorAll("*")].map((element) => ({
      name: element.tagName,
      attributes: [...element.attributes].map((attribute) => attribute.name),
      label: element.getAttribute("aria-label") ?? "",
      text: [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("\u0000"),
    }));
  }

  return {
    tables, faintTexts, coveredLabels, tooWide, closeAll, openAll, focused, printedTexts, tree,
    stops: () => reachable().length,
    isOpen: () => document.activeElement.parentElement.open,
    resources: () => performance.getEntriesByType("resource").map((entry) => entry.name),
    policy: () => document.querySelector("meta[http-equiv='Content-Security-Policy']")?.content ?? "",
  };
})();
