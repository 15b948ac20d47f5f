"""Measures what it costs to make a picture fit for a network, for the worst that is still taken.

    python benchmarks/pictures.py

Each picture is made here and fitted in a process of its own. Prints a table for RESULTS.md: a
picture may take 2 seconds and 300 MB.
"""

import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from PIL import Image

from reviewkit.announce.picture import FittedPicture, fitted_picture


def photo(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Make something with colours, edges and noise like those of a photograph."""
    noise = Image.effect_noise((width // 8, height // 8), 60).resize((width, height))
    bands = (
        noise,
        Image.linear_gradient("L").resize((width, height)),
        noise.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
    )
    return Image.merge("RGB", bands).convert(mode)


def transparent(width: int, height: int) -> Image.Image:
    """Make the same, fading away."""
    image = photo(width, height)
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image


def pictures() -> Iterator[tuple[str, Image.Image, str, dict[str, Any]]]:
    """Yield a name, a picture, and how it is saved."""
    large = photo(7680, 4320)
    whole = {"progressive": True, "subsampling": 0, "quality": 95}
    moving = {"method": 0, "save_all": True, "append_images": [photo(4000, 3000)]}
    yield "1600 x 1000, JPEG", photo(1600, 1000), "JPEG", {}
    yield "1200 x 2000, PNG, noise", Image.effect_noise((1200, 2000), 90), "PNG", {}
    yield "8000 x 8000, JPEG", photo(8000, 8000), "JPEG", {}
    yield "12000 x 10000, JPEG", photo(12000, 10000), "JPEG", {}
    yield "7680 x 4320, JPEG, progressive, 4:4:4", large, "JPEG", whole
    yield "7680 x 4320, JPEG, CMYK", large.convert("CMYK"), "JPEG", {}
    yield "7680 x 4320, GIF", large.quantize(200), "GIF", {}
    yield "6000 x 4000, PNG, transparent", transparent(6000, 4000), "PNG", {}
    yield "6000 x 4000, PNG, palette", photo(6000, 4000).quantize(200), "PNG", {}
    yield "4000 x 3000, WebP", photo(4000, 3000), "WEBP", {"method": 0}
    yield "3600 x 2700, WebP, transparent", transparent(3600, 2700), "WEBP", {"method": 0}
    yield "4000 x 3000, WebP, animated", photo(4000, 3000), "WEBP", moving
    yield "5400 x 3700, AVIF, transparent", transparent(5400, 3700), "AVIF", {"speed": 10}


def measure(file: Path) -> None:
    """Fit one picture and print seconds, megabytes and what came of it."""
    data = file.read_bytes()
    start = time.process_time()
    result = fitted_picture(data)
    seconds = time.process_time() - start
    status = Path("/proc/self/status").read_text()  # Linux; getrusage gives that of the parent
    megabytes = int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6
    made = (
        f"{result.type[6:]}, {result.width} x {result.height}, {result.size:,} bytes"
        if isinstance(result, FittedPicture)
        else result.reason
    )
    print(f"{seconds:.2f} | {megabytes:.0f} | {made} |")


def main() -> None:
    """Measure every picture and print the table."""
    print(f"Python {platform.python_version()}, Pillow {version('Pillow')}\n")
    print("| picture | s | MB | made |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, image, kind, options in pictures():
            file = Path(folder) / "picture"
            image.save(file, kind, **options)
            command = [sys.executable, __file__, str(file)]
            row = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            print(f"| {name} | {row.strip()}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
    else:
        main()
