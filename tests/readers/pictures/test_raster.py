"""A picture as PNG has a greatest number of pixels, whatever it shows."""

from readers.pictures.raster import MOST_PIXELS, fitting_zoom, png_of


def drawing(width: int, height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="en" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><rect width="9" height="9"/></svg>'
    )


def test_a_large_picture_is_drawn_smaller_and_a_small_one_as_it_is() -> None:
    assert fitting_zoom(drawing(1_000, 500), 2) == 2
    zoom = fitting_zoom(drawing(1_000, 50_000), 2)
    assert zoom < 1
    assert 1_000 * zoom * 50_000 * zoom <= MOST_PIXELS
    assert fitting_zoom("no drawing", 2) == 2


def test_the_file_has_no_more_pixels() -> None:
    png = png_of(drawing(1_000, 20_000))
    width, height = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
    assert 0.9 * MOST_PIXELS < width * height <= 1.01 * MOST_PIXELS
