// SPDX-License-Identifier: Apache-2.0

/// The pages that the live view is measured on.
enum LivePages {
    /// Bits of the clock that a picture shows.
    static let bits = 20

    /// Moves sixty times a second, and shows the time of each picture as a row of black and white squares; stands still
    /// while `still` is true, and then changes its colour with every press of a button.
    static let moving = """
        <!doctype html><title>Moving</title><body style="margin:0;overflow:hidden;font:16px sans-serif">
        <canvas id=c width=1280 height=720></canvas><script>
        const x = c.getContext('2d', { alpha: false }); let n = 0; window.still = false;
        const words = 'The quick brown fox jumps over the lazy dog. '.repeat(3);
        function draw() {
          if (!window.still) {
            n += 1; x.fillStyle = '#f4f4f6'; x.fillRect(0, 0, 1280, 720); x.fillStyle = '#222'; x.font = '15px sans-serif';
            for (let k = 0; k < 26; k += 1) x.fillText(k + ' ' + words, 20, 80 + k * 24);
            for (let k = 0; k < 12; k += 1) {
              x.fillStyle = `hsl(${(n * 3 + k * 30) % 360} 70% 50%)`;
              x.fillRect(640 + 560 * Math.sin(n / 40 + k), 380 + 280 * Math.cos(n / 30 + k * 2), 60, 60);
            }
            const t = Date.now();
            for (let k = 0; k < \(bits); k += 1) { x.fillStyle = (t >> k) & 1 ? '#fff' : '#000'; x.fillRect(k * 40, 0, 40, 40); }
          }
          requestAnimationFrame(draw);
        }
        draw(); let shade = 0;
        addEventListener('pointerdown', () => { if (!window.still) return; shade = (shade + 40) % 200;
          x.fillStyle = `rgb(${shade}, 200, 90)`; x.fillRect(200, 200, 400, 300); });
        </script>
        """

    /// Reads the clock out of a picture: milliseconds, as far as the bits go.
    static func reading(_ base64: String) -> String {
        """
        (async () => { const b = Uint8Array.from(atob('\(base64)'), (x) => x.charCodeAt(0));
          const i = await createImageBitmap(new Blob([b], { type: 'image/jpeg' }));
          const k = new OffscreenCanvas(i.width, i.height), x = k.getContext('2d'); x.drawImage(i, 0, 0); let t = 0;
          const s = i.width / 1280;
          for (let n = 0; n < \(bits); n += 1) if (x.getImageData((n * 40 + 20) * s, 20 * s, 1, 1).data[0] > 127) t += 2 ** n;
          return t; })()
        """
    }
}
