import FoundationEssentials
import Graphics
import Language
import Text

/// A piece of the latent plane that one moves about in, as a page that needs nobody to answer: the images of a grid of
/// codes are in it, decoded beforehand, and what lies between grid points is blended from the four around it.
struct LatentExplorer {
  /// All images of the grid in one PNG, the top row first.
  let sheet: [UInt8]
  let image: (width: Int, height: Int)
  /// Points of the grid to a side, from -limit to limit.
  let side: Int
  let limit: Double
  /// Names of the two axes.
  let names: (x: String, y: String)
  /// Where the test images lie, and which class each is of.
  let points: [(x: Double, y: Double, label: Int)]
  /// One image's posterior: its mean and deviation on the two axes, for drawing ε anew.
  let posterior: (mean: (Double, Double), deviation: (Double, Double))
  /// Codes of that posterior on the two axes, to choose from where the page cannot draw them itself.
  let draws: [(x: Double, y: Double)]

  /// - Parameter id: a name that no other output of the notebook has.
  func html(id: String) -> String {
    let points = points.map { "[\(fixed($0.x, 2)),\(fixed($0.y, 2)),\($0.label)]" }.joined(separator: ",")
    let colors = Palette.colors.map { "\"rgb(\($0.red),\($0.green),\($0.blue))\"" }.joined(separator: ",")
    let (mean, deviation) = posterior
    let drawn =
      draws.isEmpty ? "" : ",draws:[\(draws.map { "[\(fixed($0.x, 3)),\(fixed($0.y, 3))]" }.joined(separator: ","))]"
    let range = "\(Value.real(-limit).repr) to \(Value.real(limit).repr)"
    let settings =
      "{n:\(side),limit:\(fixed(limit, 4)),w:\(image.width),h:\(image.height),points:[\(points)],colors:[\(colors)],"
      + "mean:[\(fixed(mean.0, 4)),\(fixed(mean.1, 4))],sd:[\(fixed(deviation.0, 4)),\(fixed(deviation.1, 4))]\(drawn)}"
    return """
      <div id="\(id)" style="font-family:sans-serif;font-size:13px;color:#222;background:#fff;padding:8px;width:max-content">
      <div style="display:none;gap:16px;align-items:flex-start">
      <canvas width="320" height="320" tabindex="0" style="border:1px solid #bbb;cursor:crosshair;touch-action:none"></canvas>
      <div><canvas width="\(image.width)" height="\(image.height)" style="width:224px;height:\(224 * image.height / max(1, image.width))px;image-rendering:pixelated;border:1px solid #bbb"></canvas>
      <div style="margin-top:6px;font-family:monospace"></div>
      <label>\(Markup.escaped(names.x)) <input type="range" min="-1" max="1" step="0.01" value="0" style="width:150px;vertical-align:middle"></label><br>
      <label>\(Markup.escaped(names.y)) <input type="range" min="-1" max="1" step="0.01" value="0" style="width:150px;vertical-align:middle"></label><br>
      <button type="button">draw ε anew</button>
      </div></div>
      <div style="margin-top:6px;color:#555">Across \(Markup.escaped(names.x)), upwards \(Markup.escaped(names.y)), each from \(range).<span style="display:none"> Drag in the plane, or use the sliders. ε is drawn for \(draws.isEmpty ? "z = mean + deviation · ε" : "a code") of one test image (the cross).</span></div>
      <img alt="the plane as a grid of images" style="max-width:640px" src="data:image/png;base64,\(Data(sheet).base64EncodedString())">
      </div>
      <script>(function () {
      const o = \(settings), root = document.getElementById("\(id)");
      \(Self.script)
      })();</script>
      """
  }

  /// Runs with `o`, the settings, and `root`, the element.
  private static let script = """
    const [plane, face] = root.querySelectorAll("canvas"), [sx, sy] = root.querySelectorAll("input");
    // Where scripts do not run, the grid itself is what one sees.
    root.firstElementChild.style.display = "flex"; root.querySelector("img").style.display = "none";
    root.querySelector("span").style.display = "inline";
    const words = face.nextElementSibling, sheet = root.querySelector("img");
    const p = plane.getContext("2d"), f = face.getContext("2d"), S = plane.width;
    let x = 0, y = 0;
    const px = v => (v / o.limit + 1) / 2 * S, py = v => S - px(v);
    const clamp = v => Math.max(-o.limit, Math.min(o.limit, v));
    function blend() {
      const gx = (x / o.limit + 1) / 2 * (o.n - 1), gy = (1 - y / o.limit) / 2 * (o.n - 1);
      const i = Math.min(o.n - 2, Math.floor(gx)), j = Math.min(o.n - 2, Math.floor(gy)), a = gx - i, b = gy - j;
      const sum = new Float32Array(o.w * o.h * 4);
      for (const [di, dj, weight] of [[0, 0, (1-a)*(1-b)], [1, 0, a*(1-b)], [0, 1, (1-a)*b], [1, 1, a*b]]) {
        f.drawImage(sheet, (i + di) * o.w, (j + dj) * o.h, o.w, o.h, 0, 0, o.w, o.h);
        const d = f.getImageData(0, 0, o.w, o.h).data;
        for (let k = 0; k < sum.length; k++) sum[k] += weight * d[k];
      }
      const out = f.createImageData(o.w, o.h);
      for (let k = 0; k < sum.length; k++) out.data[k] = k % 4 == 3 ? 255 : sum[k];
      f.putImageData(out, 0, 0);
    }
    function draw() {
      p.fillStyle = "#fff"; p.fillRect(0, 0, S, S);
      p.strokeStyle = "#ddd"; p.beginPath();
      p.moveTo(px(0), 0); p.lineTo(px(0), S); p.moveTo(0, py(0)); p.lineTo(S, py(0)); p.stroke();
      p.fillStyle = "#555"; p.font = "11px sans-serif";
      p.fillText(-o.limit, 3, py(0) - 4); p.fillText(-o.limit, px(0) + 4, S - 4); p.fillText(o.limit, px(0) + 4, 12);
      p.textAlign = "right"; p.fillText(o.limit, S - 3, py(0) - 4); p.textAlign = "left";
      for (const [u, v, c] of o.points) { p.fillStyle = o.colors[c % o.colors.length]; p.fillRect(px(u) - 1, py(v) - 1, 2.5, 2.5); }
      p.strokeStyle = "#000"; p.lineWidth = 1.5; p.beginPath();
      const [mx, my] = [px(o.mean[0]), py(o.mean[1])];
      p.moveTo(mx - 5, my); p.lineTo(mx + 5, my); p.moveTo(mx, my - 5); p.lineTo(mx, my + 5); p.stroke();
      p.beginPath(); p.arc(px(x), py(y), 6, 0, 7); p.stroke(); p.lineWidth = 1;
      sx.value = x / o.limit; sy.value = y / o.limit;
      words.textContent = "z = (" + x.toFixed(2) + ", " + y.toFixed(2) + ")";
      if (sheet.complete) blend();
    }
    function at(e) { const r = plane.getBoundingClientRect();
      x = clamp(((e.clientX - r.left) / r.width * 2 - 1) * o.limit);
      y = clamp((1 - (e.clientY - r.top) / r.height * 2) * o.limit); draw(); }
    plane.addEventListener("pointerdown", e => { plane.setPointerCapture(e.pointerId); at(e); });
    plane.addEventListener("pointermove", e => { if (e.buttons) at(e); });
    plane.addEventListener("keydown", e => { const d = o.limit / 20;
      const m = {ArrowLeft: [-d, 0], ArrowRight: [d, 0], ArrowUp: [0, d], ArrowDown: [0, -d]}[e.key];
      if (m) { x = clamp(x + m[0]); y = clamp(y + m[1]); e.preventDefault(); e.stopPropagation(); draw(); } });
    sx.addEventListener("input", () => { x = sx.value * o.limit; draw(); });
    sy.addEventListener("input", () => { y = sy.value * o.limit; draw(); });
    function normal() { return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random()); }
    root.querySelector("button").addEventListener("click", () => {
      const [u, v] = o.draws ? o.draws[Math.floor(Math.random() * o.draws.length)]
        : [o.mean[0] + o.sd[0] * normal(), o.mean[1] + o.sd[1] * normal()];
      x = clamp(u); y = clamp(v); draw(); });
    sheet.addEventListener("load", draw); draw();
    """
}
