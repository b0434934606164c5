# SPDX-License-Identifier: MIT
"""What the letters of a text really cover, asked of FreeType and Cairo."""
import ctypes
import ctypes.util


class Extents(ctypes.Structure):
    _fields_ = [(k, ctypes.c_double) for k in ("x_bearing", "y_bearing", "width", "height", "x_advance", "y_advance")]


class Matrix(ctypes.Structure):
    _fields_ = [(k, ctypes.c_double) for k in ("xx", "yx", "xy", "yy", "x0", "y0")]


class Ink:
    """One font at one size. extents(text): left, top, right, bottom from the start of the baseline, and the advance;
    without kerning."""

    def __init__(self, path, size):
        ft = ctypes.CDLL(ctypes.util.find_library("freetype"))
        self.cairo = c = ctypes.CDLL(ctypes.util.find_library("cairo"))
        library, face = ctypes.c_void_p(), ctypes.c_void_p()
        if ft.FT_Init_FreeType(ctypes.byref(library)) or ft.FT_New_Face(library, path.encode(), 0, ctypes.byref(face)):
            raise OSError(f"{path}: not read as a font")
        for name in ("cairo_ft_font_face_create_for_ft_face", "cairo_scaled_font_create", "cairo_font_options_create"):
            getattr(c, name).restype = ctypes.c_void_p
        options = ctypes.c_void_p(c.cairo_font_options_create())
        c.cairo_font_options_set_hint_style(options, 1)
        c.cairo_font_options_set_hint_metrics(options, 1)
        font = ctypes.c_void_p(c.cairo_ft_font_face_create_for_ft_face(face, 0))
        # A hundred times as large: nothing is rounded.
        self.scale = 100.0
        big = Matrix(size * self.scale, 0, 0, size * self.scale, 0, 0)
        self.font = ctypes.c_void_p(c.cairo_scaled_font_create(font, ctypes.byref(big), ctypes.byref(Matrix(1, 0, 0, 1, 0, 0)),
                                                               options))
        self.known = {}

    def extents(self, text):
        if text not in self.known:
            e = Extents()
            self.cairo.cairo_scaled_font_text_extents(self.font, text.encode("utf-8"), ctypes.byref(e))
            k = 1 / self.scale
            self.known[text] = (e.x_bearing * k, e.y_bearing * k, (e.x_bearing + e.width) * k,
                                (e.y_bearing + e.height) * k, e.x_advance * k)
        return self.known[text]
