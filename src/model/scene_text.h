// SPDX-License-Identifier: MIT
// Scene text: prints a scene so that stages are tested without pixels.
#ifndef CT_MODEL_SCENE_TEXT_H
#define CT_MODEL_SCENE_TEXT_H

struct ct_op;
struct ct_run;
struct ct_scene;
struct ct_str;

// The words of a shaped text (ct_run_text); passed in, so that this unit needs no Pango.
typedef const char *ct_run_text_fn(const struct ct_run *run);

// One op a line, groups indented by two blanks, numbers to a hundredth. Paths and
// marks longer than 64 points end in "+N more". run_text may be NULL.
void ct_scene_print(const struct ct_scene *scene, ct_run_text_fn *run_text, struct ct_str *out);
// One op (a group with all that is in it), indented by `depth` levels.
void ct_op_print(const struct ct_op *op, int depth, ct_run_text_fn *run_text, struct ct_str *out);

#endif
