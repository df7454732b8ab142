// The explorer's view: the plane of latent codes, in which one moves about, and the image that the model decodes there. All
// numbers come from the kernel; this page draws them, and says where one is. A module as anywidget takes it: https://anywidget.dev.

const STYLE = `
.elbow-explorer { font: 13px sans-serif; color: var(--jp-ui-font-color1, #222); display: flex; flex-wrap: wrap; gap: 16px; padding: 4px; }
.elbow-explorer canvas { border: 1px solid var(--jp-border-color1, #bbb); image-rendering: pixelated; background: #fff; }
.elbow-explorer .plane, .elbow-explorer .paper { cursor: crosshair; touch-action: none; image-rendering: auto; }
.elbow-explorer .plane:focus { outline: 2px solid var(--jp-brand-color1, #2196f3); }
.elbow-explorer .row { display: flex; gap: 8px; align-items: flex-start; flex-wrap: wrap; }
.elbow-explorer figure { margin: 0; } .elbow-explorer figcaption { color: var(--jp-ui-font-color2, #555); font-size: 12px; max-width: 150px; }
.elbow-explorer .sliders { max-height: 200px; overflow-y: auto; margin-top: 6px; }
.elbow-explorer .sliders label { display: flex; align-items: center; gap: 6px; font-family: monospace; white-space: nowrap; }
.elbow-explorer .sliders input { width: 140px; }
.elbow-explorer .layers { display: flex; flex-wrap: wrap; gap: 8px; align-items: flex-end; flex-basis: 100%; }
.elbow-explorer .layers img { image-rendering: pixelated; background: #fff; border: 1px solid var(--jp-border-color1, #bbb); }
.elbow-explorer .legend { display: flex; flex-wrap: wrap; gap: 2px 8px; max-width: 322px; font-size: 12px; color: var(--jp-ui-font-color2, #555); }
.elbow-explorer .legend span::before { content: ""; display: inline-block; width: 9px; height: 9px; margin-right: 3px; background: var(--color); }
.elbow-explorer button, .elbow-explorer select, .elbow-explorer input[type=number] { font: inherit; }
`;

const SIDE = 320;

/** A new element inside another. */
function element(parent, kind, properties = {}, text = "") {
  const made = Object.assign(document.createElement(kind), properties);
  if (text) made.textContent = text;
  parent.appendChild(made);
  return made;
}

function numbers(view, Type) {
  // A buffer's bytes may begin anywhere: copied, so that numbers of four bytes can be read from them.
  if (!view || !view.byteLength) return new Type();
  const bytes = new Uint8Array(view.buffer ?? view, view.byteOffset ?? 0, view.byteLength).slice();
  return new Type(bytes.buffer);
}

function render({ model, el }) {
  const [width, height, channels] = model.get("size");
  const limit = model.get("limit");
  const colors = model.get("colors");
  const dimensions = model.get("z").length;

  element(el, "style", {}, STYLE);
  const root = element(el, "div", { className: "elbow-explorer" });

  // The plane, and what is chosen for it.
  const left = element(root, "div");
  const choice = element(left, "div", { className: "row" });
  const plane = element(left, "canvas", { className: "plane", width: SIDE, height: SIDE, tabIndex: 0 });
  const words = element(left, "div", { style: "font-family: monospace; max-width: 320px" });
  const legend = element(left, "div", { className: "legend" });
  const selects = [0, 1].map((axis) => {
    const select = element(choice, "select", { title: axis ? "upwards" : "across" });
    for (const d of model.get("order")) element(select, "option", { value: d }, `z[${d}]`);
    return select;
  });
  const principal = element(element(choice, "label"), "input", { type: "checkbox" });
  principal.parentElement.append(" principal directions");
  if (dimensions < 3) principal.parentElement.style.display = "none";

  // What is decoded there, and a slider for each dimension.
  const middle = element(root, "div");
  const scale = Math.max(1, Math.floor(196 / Math.max(width, height)));
  function picture(parent, caption) {
    const figure = element(parent, "figure");
    const canvas = element(figure, "canvas", { width, height });
    canvas.style.width = `${width * scale}px`;
    element(figure, "figcaption", {}, caption);
    return canvas;
  }
  const face = picture(middle, "decoded from z");
  const telling = element(middle, "label", {}, "as of the class ");
  const told = element(telling, "select", { title: "what the decoder is told" });
  const sliders = element(middle, "div", { className: "sliders" });
  const slides = model.get("order").map((d) => {
    const label = element(sliders, "label", {}, `z[${d}]`.padEnd(6));
    const slider = element(label, "input", { type: "range", min: -limit, max: limit, step: 0.01 });
    const number = element(label, "span");
    slider.addEventListener("input", () => {
      const z = [...model.get("z")];
      z[d] = Number(slider.value);
      move(z);
    });
    return { d, slider, number };
  });

  // One image: picked, or drawn with the mouse.
  const right = element(root, "div");
  const picking = element(right, "div", { className: "row" });
  picking.append("test image ");
  const picked = element(picking, "input", { type: "number", min: 0, max: model.get("images") - 1, style: "width: 6em" });
  const again = element(picking, "button", { type: "button" }, "draw ε anew");
  const wipe = element(picking, "button", { type: "button" }, "wipe");
  const pictures = element(right, "div", { className: "row", style: "margin-top: 6px" });
  const paper = picture(pictures, "encoded: draw on it");
  paper.className = "paper";
  const recon = picture(pictures, "reconstructed from its mean");
  const share = picture(pictures, "each pixel's share of the cost, light is dear");
  const costs = element(right, "div", { className: "costs", style: "font-family: monospace; margin-top: 4px" });
  const tracing = element(element(right, "label"), "input", { type: "checkbox" });
  tracing.parentElement.append(" what each layer sees");
  const layers = element(root, "div", { className: "layers" });

  // MARK: where one is

  let points = new Float32Array();
  let labels = new Uint8Array();
  let asked = 0;
  let patience = 0;

  const unit = (d) => Array.from({ length: dimensions }, (_, k) => (k === d ? 1 : 0));
  /** The two directions of the plane and its middle, in latent space. */
  function frame() {
    if (principal.checked) return { u: model.get("directions")[0], v: model.get("directions")[1], o: model.get("centre") };
    const [i, j] = model.get("axes");
    return { u: unit(i), v: unit(j), o: new Array(dimensions).fill(0) };
  }
  const dot = (a, b) => a.reduce((sum, value, k) => sum + value * b[k], 0);
  const place = (z, { u, v, o }) => {
    const less = z.map((value, k) => value - o[k]);
    return [dot(less, u), dot(less, v)];
  };

  function move(z) {
    model.set("z", z);
    asked = performance.now();
    model.save_changes();
    draw();
    // A notebook that is opened without a kernel has nobody to decode.
    clearTimeout(patience);
    patience = setTimeout(blend, 500);
  }

  function moveTo(x, y) {
    const now = frame();
    const z = [...model.get("z")];
    const [a, b] = place(z, now);
    move(z.map((value, k) => value + (x - a) * now.u[k] + (y - b) * now.v[k]));
  }

  // MARK: drawing

  const px = (x) => ((x / limit + 1) / 2) * SIDE;
  const py = (y) => SIDE - px(y);
  const clamp = (value) => Math.max(-limit, Math.min(limit, value));

  function draw() {
    const c = plane.getContext("2d");
    const now = frame();
    const z = model.get("z");
    c.fillStyle = "#fff";
    c.fillRect(0, 0, SIDE, SIDE);
    c.strokeStyle = "#ddd";
    c.beginPath();
    c.moveTo(px(0), 0); c.lineTo(px(0), SIDE); c.moveTo(0, py(0)); c.lineTo(SIDE, py(0));
    c.stroke();
    for (let n = 0; n < labels.length; n++) {
      const [x, y] = place(Array.from(points.subarray(n * dimensions, (n + 1) * dimensions)), now);
      c.fillStyle = colors[labels[n] % colors.length];
      c.fillRect(px(x) - 1, py(y) - 1, 2.5, 2.5);
    }
    const mean = model.get("mean");
    if (mean.length) {
      // The posterior of the image: its mean, and one standard deviation around it.
      const sd = model.get("sd");
      const spread = (w) => Math.sqrt(w.reduce((sum, value, k) => sum + (value * sd[k]) ** 2, 0));
      const [mx, my] = place(mean, now);
      c.strokeStyle = "#000";
      c.beginPath();
      c.moveTo(px(mx) - 5, py(my)); c.lineTo(px(mx) + 5, py(my)); c.moveTo(px(mx), py(my) - 5); c.lineTo(px(mx), py(my) + 5);
      c.stroke();
      c.beginPath();
      c.ellipse(px(mx), py(my), (spread(now.u) / limit) * (SIDE / 2), (spread(now.v) / limit) * (SIDE / 2), 0, 0, 7);
      c.stroke();
    }
    const [x, y] = place(z, now);
    c.lineWidth = 1.5;
    c.beginPath();
    c.arc(px(x), py(y), 6, 0, 7);
    c.stroke();
    c.lineWidth = 1;
    c.fillStyle = "#555";
    c.font = "11px sans-serif";
    const labelled = principal.checked ? ["1st direction", "2nd direction"] : model.get("axes").map((d) => `z[${d}]`);
    c.fillText(`${labelled[0]}: ${-limit} to ${limit}`, 4, SIDE - 5);
    c.save();
    c.translate(12, SIDE - 18);
    c.rotate(-Math.PI / 2);
    c.fillText(labelled[1], 0, 0);
    c.restore();
    words.textContent = `(${x.toFixed(2)}, ${y.toFixed(2)})`;
    for (const { d, slider, number } of slides) {
      slider.value = z[d];
      number.textContent = z[d].toFixed(2).padStart(6);
    }
  }

  function paint(canvas, bytes) {
    const pixels = numbers(bytes, Uint8Array);
    if (pixels.length !== width * height * channels) return;
    const c = canvas.getContext("2d");
    const image = c.createImageData(width, height);
    for (let n = 0; n < width * height; n++) {
      for (let k = 0; k < 3; k++) image.data[4 * n + k] = pixels[channels === 1 ? n : 3 * n + k];
      image.data[4 * n + 3] = 255;
    }
    c.putImageData(image, 0, 0);
  }

  function paintShare() {
    const nats = numbers(model.get("share"), Float32Array);
    if (nats.length !== width * height) return;
    const most = nats.reduce((a, b) => Math.max(a, b), 1e-6);
    const c = share.getContext("2d");
    const image = c.createImageData(width, height);
    nats.forEach((value, n) => {
      const part = Math.max(0, value) / most;
      image.data.set([255 * Math.min(1, 2 * part), 255 * Math.max(0, 2 * part - 1), 80 * part, 255], 4 * n);
    });
    c.putImageData(image, 0, 0);
  }

  function say() {
    const [elbo, cost, kl] = model.get("costs");
    if (elbo === undefined) return;
    costs.textContent = `ELBO ${elbo.toFixed(1)} = -${cost.toFixed(1)} - ${kl.toFixed(1)} nats (pixels, KL)`;
    picked.value = model.get("image") < 0 ? "" : model.get("image");
    const label = model.get("label");
    picked.title = label < 0 ? "" : model.get("names")[label] ?? String(label);
  }

  // Which colour is whose; and for a conditional model, what the decoder may be told.
  function nameClasses() {
    legend.replaceChildren();
    for (const [n, name] of model.get("names").entries()) {
      element(legend, "span", {}, name).style.setProperty("--color", colors[n % colors.length]);
    }
    if (model.get("names").length) element(legend, "em", {}, "double-click chooses the nearest image");
    const classes = model.get("classes");
    telling.style.display = classes.length ? "" : "none";
    told.replaceChildren();
    for (const [n, name] of classes.entries()) element(told, "option", { value: n }, name);
    told.value = model.get("told");
  }

  function paintLayers() {
    layers.replaceChildren();
    for (const { name, shape, png } of model.get("layers")) {
      const figure = element(layers, "figure");
      element(figure, "img", { src: `data:image/png;base64,${png}`, alt: `${name}, ${shape}` });
      element(figure, "figcaption", {}, `${name} ${shape}`);
    }
  }

  // Without a kernel: images of a grid of codes, decoded beforehand, and what lies between them blended.
  const sheet = new Image();
  sheet.src = `data:image/png;base64,${model.get("sheet")}`;
  function blend() {
    if (!sheet.complete || !sheet.naturalWidth) return;
    const side = model.get("side");
    const first = { u: unit(model.get("order")[0]), v: unit(model.get("order")[Math.min(1, dimensions - 1)]), o: new Array(dimensions).fill(0) };
    const [x, y] = place(model.get("z"), first).map(clamp);
    const [gx, gy] = [((x / limit + 1) / 2) * (side - 1), ((1 - y / limit) / 2) * (side - 1)];
    const [i, j] = [Math.min(side - 2, Math.floor(gx)), Math.min(side - 2, Math.floor(gy))];
    const [a, b] = [gx - i, gy - j];
    const c = face.getContext("2d", { willReadFrequently: true });
    const sum = new Float32Array(width * height * 4);
    for (const [p, q, weight] of [[0, 0, (1 - a) * (1 - b)], [1, 0, a * (1 - b)], [0, 1, (1 - a) * b], [1, 1, a * b]]) {
      c.drawImage(sheet, (i + p) * width, (j + q) * height, width, height, 0, 0, width, height);
      c.getImageData(0, 0, width, height).data.forEach((value, n) => { sum[n] += weight * value; });
    }
    c.putImageData(new ImageData(Uint8ClampedArray.from(sum), width, height), 0, 0);
    words.textContent = `(${x.toFixed(2)}, ${y.toFixed(2)}) blended from images decoded before: no kernel answers`;
  }

  // MARK: the mouse and the keys

  const at = (event, canvas) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  };
  const drag = (event) => {
    const [x, y] = at(event, plane);
    moveTo(clamp((2 * x - 1) * limit), clamp((1 - 2 * y) * limit));
  };
  plane.addEventListener("pointerdown", (event) => { plane.setPointerCapture(event.pointerId); plane.focus(); drag(event); });
  plane.addEventListener("pointermove", (event) => { if (event.buttons) drag(event); });
  // The image whose code is nearest to where one clicks.
  plane.addEventListener("dblclick", (event) => {
    const now = frame();
    const [x, y] = at(event, plane).map((value, k) => (k ? 1 - 2 * value : 2 * value - 1) * limit);
    const distances = Array.from(labels, (_, n) => {
      const [px, py] = place(Array.from(points.subarray(n * dimensions, (n + 1) * dimensions)), now);
      return Math.hypot(px - x, py - y);
    });
    if (!distances.length) return;
    model.set("image", distances.indexOf(Math.min(...distances)));
    model.save_changes();
  });
  plane.addEventListener("keydown", (event) => {
    const step = limit / 20;
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] }[event.key];
    if (!by) return;
    // The notebook moves between cells by these.
    event.preventDefault();
    event.stopPropagation();
    const [x, y] = place(model.get("z"), frame());
    moveTo(clamp(x + by[0]), clamp(y + by[1]));
  });
  for (const [axis, select] of selects.entries()) {
    select.value = model.get("axes")[axis];
    select.addEventListener("change", () => {
      const axes = [...model.get("axes")];
      axes[axis] = Number(select.value);
      model.set("axes", axes);
      model.save_changes();
      draw();
    });
  }
  principal.addEventListener("change", draw);
  picked.addEventListener("change", () => {
    const image = Math.round(Number(picked.value));
    if (!(image >= 0 && image < model.get("images"))) return;
    model.set("image", image);
    model.save_changes();
  });
  // Keys typed into a field are the field's, not the notebook's.
  for (const field of [picked, told, ...selects]) field.addEventListener("keydown", (event) => event.stopPropagation());
  told.addEventListener("change", () => {
    model.set("told", Number(told.value));
    asked = performance.now();
    model.save_changes();
  });
  const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  again.addEventListener("click", () => {
    // Of a posterior that is not diagonal there are codes to choose from.
    const draws = numbers(model.get("draws"), Float32Array), sd = model.get("sd");
    const start = Math.floor(Math.random() * draws.length / sd.length) * sd.length;
    move(draws.length ? Array.from(draws.subarray(start, start + sd.length)) : model.get("mean").map((value, k) => value + sd[k] * normal()));
  });

  // Drawn with the mouse: a soft brush, as wide as a pen's stroke in the data.
  function stroke(event) {
    const [x, y] = at(event, paper).map((value, k) => value * (k ? height : width));
    const pixels = numbers(model.get("input"), Uint8Array);
    for (let j = 0; j < height; j++) {
      for (let i = 0; i < width; i++) {
        const far = Math.hypot(i + 0.5 - x, j + 0.5 - y);
        const light = Math.max(0, Math.min(1, 1.7 - far)) * 255;
        for (let k = 0; k < channels; k++) {
          const n = (j * width + i) * channels + k;
          pixels[n] = Math.max(pixels[n], light);
        }
      }
    }
    hand(pixels);
  }
  function hand(pixels) {
    paint(paper, pixels);
    model.set("input", new DataView(pixels.buffer));
    model.save_changes();
  }
  paper.addEventListener("pointerdown", (event) => { paper.setPointerCapture(event.pointerId); stroke(event); });
  paper.addEventListener("pointermove", (event) => { if (event.buttons) stroke(event); });
  wipe.addEventListener("click", () => hand(new Uint8Array(width * height * channels)));
  tracing.checked = model.get("tracing");
  tracing.addEventListener("change", () => { model.set("tracing", tracing.checked); model.save_changes(); });

  // MARK: what the kernel says

  const heard = {
    z: draw, axes: draw, mean: draw, sd: draw,
    answers: () => clearTimeout(patience),
    face: () => {
      paint(face, model.get("face"));
      if (asked) face.dataset.milliseconds = (performance.now() - asked).toFixed(1);
    },
    points: () => { points = numbers(model.get("points"), Float32Array); labels = numbers(model.get("labels"), Uint8Array); draw(); },
    input: () => paint(paper, model.get("input")),
    reconstruction: () => paint(recon, model.get("reconstruction")),
    names: nameClasses, classes: nameClasses, told: () => { told.value = model.get("told"); },
    share: paintShare, costs: say, image: say, layers: paintLayers,
  };
  for (const [name, hear] of Object.entries(heard)) {
    model.on(`change:${name}`, hear);
    hear();
  }
  return () => { clearTimeout(patience); for (const [name, hear] of Object.entries(heard)) model.off(`change:${name}`, hear); };
}

export default { render };
