/* make_fonts_check FONTDIR OUT: draw test strings with the fonts of FONTDIR
 * only, to OUT.png (300 dpi) and OUT.pdf; exit 1 if a glyph is missing.
 *
 *   cc -o /tmp/fc tools/make_fonts_check.c $(pkg-config --cflags --libs \
 *       pangocairo pangoft2 fontconfig) && /tmp/fc styles/fonts /tmp/fonts
 */
#include <cairo-pdf.h>
#include <dirent.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct { const char *font, *lang, *text; } lines[] = {
	{"Source Sans 3 8", "", "Yongbyon 녕변 宁边 寧辺 · Source Sans 3 8"},
	{"Source Sans 3 Italic 8", "", "Sea of Japan / East Sea · Японское море · Αιγαίο · Italic 8"},
	{"Source Sans 3 Semi-Bold 8", "", "P’unggye-ri 풍계리 豊渓里 Владивосток Αθήνα Đà Nẵng · Semi-Bold 8"},
	{"Source Sans 3 Semi-Bold Italic 8", "", "Tsushima Strait 대한해협 · Semi-Bold Italic 8"},
	{"Source Sans 3 Bold 8", "", "Bold 8 · 1 234 km, 5 Sep 2019, 40–45° N"},
	{"Source Sans 3 8", "", "الشام دمشق · ירושלים · Владивосток · Αθήνα · กรุงเทพ · Đà Nẵng · नई दिल्ली · Þingvellir"},
	{"Source Sans 3 Semi-Bold 8", "", "الشام دمشق · ירושלים · กรุงเทพ · नई दिल्ली · თბილისი · Երևան"},
	{"Source Sans 3 8", "", "→ ± ° ′ ″ – — × ≈ − ≤ ≥ № ① ⑫ ▲ ● ◆ ★ ⇄ ☢ ↻ ∅ ℃ ₩ ₪ ₿"},
	{"Source Sans 3 8", "", "ঢাকা · ភ្នំពេញ · ရန်ကုန် · ວຽງຈັນ · தமிழ் · అమరావతి · ಬೆಂಗಳೂರು · കേരളം · ଓଡ଼ିଶା · ગુજરાત · ਪੰਜਾਬ · කොළඹ · አዲስ አበባ"},
	{"Source Sans 3 8", "", "ལྷ་ས · ᠮᠣᠩᠭᠣᠯ · ⵜⴰⵎⴰⵣⵉⵖⵜ · ߒߞߏ · ދިވެހި · ᐃᓄᒃᑎᑐᑦ · ᏣᎳᎩ · ܣܘܪܝܝܐ"},
	{"Source Sans 3 8", "", "Ḩalab, Z̧ulm, Ţarţūs, Şan‘ā’, Ɓauchi, Ɗan, Kɔŋ, Ƙofa, Ẽ, Ạ̊, Аҧсны, Ҵ, Чӑваш, Тоҷикистон, Өскемен"},
	{"Source Sans 3 8", "ja", "ja: 直骨門海角令 東京 京都市 寧辺"},
	{"Source Sans 3 8", "ko", "ko: 直骨門海角令 서울 평양직할시 뷁"},
	{"Source Sans 3 8", "zh-cn", "zh-cn: 直骨门海角令 北京 宁边 邛崃"},
	{"Source Sans 3 8", "zh-tw", "zh-tw: 直骨門海角令 臺北 龘"},
	{"Source Sans 3 7", "", "7 pt: Hamhung, Sinpho South Shipyard, Kaesŏng Tokch’ŏn Wŏnsan Ryanggang-do 함흥 신포조선소 1 234 km²"},
	{"Source Sans 3 Semi-Bold 7", "", "7 pt: Hamhung, Sinpho South Shipyard, Kaesŏng Tokch’ŏn Wŏnsan Ryanggang-do 함흥 신포조선소"},
	{"Source Sans 3 Italic 7", "", "7 pt: Korea Bay, Yellow Sea / West Sea, Taedong, Amnok (Yalu)"},
	{"Source Sans 3 6", "", "6 pt: Sources: Natural Earth; GeoNames. As of 5 Sep 2019. Lambert azimuthal equal-area. 지도 출처"},
	{"Source Sans 3 Semi-Bold 16", "", "Title 16: North Korea’s missile tests"},
};
enum { N = sizeof lines / sizeof *lines };

static PangoContext *context(PangoFontMap *m)
{
	PangoContext *c = pango_font_map_create_context(m);
	cairo_font_options_t *o = cairo_font_options_create();
	cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(o, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(c, o);
	pango_cairo_context_set_resolution(c, 72);
	pango_context_set_round_glyph_positions(c, FALSE);
	cairo_font_options_destroy(o);
	return c;
}

static double width(PangoContext *c, const char *font, const char *s)
{
	PangoLayout *l = pango_layout_new(c);
	PangoFontDescription *d = pango_font_description_from_string(font);
	PangoRectangle r;
	pango_layout_set_font_description(l, d);
	pango_layout_set_text(l, s, -1);
	pango_layout_get_extents(l, NULL, &r);
	pango_font_description_free(d);
	g_object_unref(l);
	return (double)r.width / PANGO_SCALE;
}

static int draw(cairo_t *cr, PangoContext *c, int talk)
{
	int bad = 0;
	double y = 14;
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	for (int i = 0; i < N; i++) {
		PangoLayout *l = pango_layout_new(c);
		PangoFontDescription *d = pango_font_description_from_string(lines[i].font);
		PangoAttrList *a = pango_attr_list_new();
		if (*lines[i].lang)
			pango_attr_list_insert(a, pango_attr_language_new(
				pango_language_from_string(lines[i].lang)));
		pango_attr_list_insert(a, pango_attr_fallback_new(TRUE));
		pango_layout_set_attributes(l, a);
		pango_layout_set_font_description(l, d);
		pango_layout_set_text(l, lines[i].text, -1);
		int u = pango_layout_get_unknown_glyphs_count(l);
		bad += u;
		if (talk) {
			printf("%-34s unknown %d :", lines[i].font, u);
			char last[160] = "";
			for (PangoLayoutIter *it = pango_layout_get_iter(l); it;) {
				PangoLayoutRun *r = pango_layout_iter_get_run_readonly(it);
				if (r) {
					PangoFontDescription *f = pango_font_describe(r->item->analysis.font);
					char *s = pango_font_description_to_string(f);
					if (strcmp(s, last)) printf(" [%s]", s);
					snprintf(last, sizeof last, "%s", s);
					g_free(s);
					pango_font_description_free(f);
				}
				if (!pango_layout_iter_next_run(it)) {
					pango_layout_iter_free(it);
					break;
				}
			}
			puts("");
		}
		cairo_set_source_rgb(cr, .1, .1, .1);
		if (i == N - 1) y += 10;
		cairo_move_to(cr, 12, y - pango_layout_get_baseline(l) / (double)PANGO_SCALE);
		pango_cairo_show_layout(cr, l);
		y += pango_font_description_get_size(d) / (double)PANGO_SCALE * 1.9;
		pango_attr_list_unref(a);
		pango_font_description_free(d);
		g_object_unref(l);
	}
	return bad;
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

int main(int argc, char **argv)
{
	if (argc != 3) return 2;
	char path[4096];
	double t0 = now();
	FcConfig *fc = FcConfigCreate();
	/* File by file, in name order: FcConfigAppFontAddDir would complain on
	 * stderr that a bare FcConfig has no cache folder. */
	struct dirent **e;
	int ne = scandir(argv[1], &e, NULL, alphasort);
	if (ne < 0) return 2;
	for (int i = 0; i < ne; i++) {
		char *dot = strrchr(e[i]->d_name, '.');
		snprintf(path, sizeof path, "%s/%s", argv[1], e[i]->d_name);
		if (dot && (!strcmp(dot, ".otf") || !strcmp(dot, ".ttf")) &&
		    !FcConfigAppFontAddFile(fc, (const FcChar8 *)path)) return 2;
		free(e[i]);
	}
	free(e);
	printf("scan %.0f ms, %d faces\n", now() - t0,
	       FcConfigGetFonts(fc, FcSetApplication)->nfont);
	PangoFontMap *m = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(m), fc);
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(m), 72);
	PangoContext *c = context(m);
	t0 = now();
	printf("width AVATo %.3f, A+V+A+T+o %.3f (kerning)\n", width(c, "Source Sans 3 100", "AVATo"),
	       2 * width(c, "Source Sans 3 100", "A") + width(c, "Source Sans 3 100", "V") +
	       width(c, "Source Sans 3 100", "T") + width(c, "Source Sans 3 100", "o"));
	printf("first layout %.1f ms\n", now() - t0);
	printf("width at 7.3 pt x10 = %.3f, at 73 pt = %.3f (no hinting)\n",
	       10 * width(c, "Source Sans 3 7.3", "Sinpho South Shipyard"),
	       width(c, "Source Sans 3 73", "Sinpho South Shipyard"));

	double W = 460, H = 345, k = 300 / 72.;
	cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(W * k), (int)(H * k));
	cairo_t *cr = cairo_create(s);
	cairo_scale(cr, k, k);
	pango_cairo_update_context(cr, c);
	t0 = now();
	int bad = draw(cr, c, 1);
	printf("draw png %.0f ms\n", now() - t0);
	snprintf(path, sizeof path, "%s.png", argv[2]);
	cairo_surface_write_to_png(s, path);
	cairo_destroy(cr);
	cairo_surface_destroy(s);
	snprintf(path, sizeof path, "%s.pdf", argv[2]);
	s = cairo_pdf_surface_create(path, W, H);
	cr = cairo_create(s);
	PangoContext *c2 = context(m);
	pango_cairo_update_context(cr, c2);
	bad += draw(cr, c2, 0);
	cairo_destroy(cr);
	cairo_surface_destroy(s);
	printf("missing glyphs: %d\n", bad);
	return bad != 0;
}
