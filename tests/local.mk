# SPDX-License-Identifier: GPL-3.0-or-later
# Tests: every one speaks TAP, and each is one line in one of these lists.

# Programs of one file with cmocka, linked with every layer: %D%/unit/NAME is NAME.c.
UNIT_TESTS = \
	%D%/unit/answers_test \
	%D%/unit/band_draw_test \
	%D%/unit/band_test \
	%D%/unit/base_clock \
	%D%/unit/base_csv \
	%D%/unit/base_date \
	%D%/unit/base_file \
	%D%/unit/base_json \
	%D%/unit/base_json_split \
	%D%/unit/base_quantity \
	%D%/unit/base_text \
	%D%/unit/sensitivity_test \
	%D%/unit/canvas_test \
	%D%/unit/catalog_image_test \
	%D%/unit/catalog_overlay_test \
	%D%/unit/catalog_test \
	%D%/unit/command_line_test \
	%D%/unit/batch_scenario_test \
	%D%/unit/batch_advice_test \
	%D%/unit/batch_test \
	%D%/unit/benchmark_test \
	%D%/unit/certainty_test \
	%D%/unit/comparison_test \
	%D%/unit/configurations_test \
	%D%/unit/cost_test \
	%D%/unit/crossing_test \
	%D%/unit/curves_test \
	%D%/unit/curves_view_test \
	%D%/unit/explanation_test \
	%D%/unit/dummy_study_test \
	%D%/unit/export_test \
	%D%/unit/fact_test \
	%D%/unit/figure_test \
	%D%/unit/figures_test \
	%D%/unit/file_shared_test \
	%D%/unit/fit_test \
	%D%/unit/fleet_miss_test \
	%D%/unit/fleet_serve_test \
	%D%/unit/fleet_study_test \
	%D%/unit/fleet_test \
	%D%/unit/fleet_switch_test \
	%D%/unit/fuzzy_test \
	%D%/unit/glossary_test \
	%D%/unit/held_test \
	%D%/unit/history_test \
	%D%/unit/import_gguf_test \
	%D%/unit/import_hostile_test \
	%D%/unit/import_quirk_test \
	%D%/unit/import_stored_test \
	%D%/unit/import_test \
	%D%/unit/interview_pile_test \
	%D%/unit/interview_tables_test \
	%D%/unit/interview_test \
	%D%/unit/key_test \
	%D%/unit/launching_test \
	%D%/unit/layout_test \
	%D%/unit/long_words_test \
	%D%/unit/recalibration_test \
	%D%/unit/guard_test \
	%D%/unit/measured_test \
	%D%/unit/media_study_test \
	%D%/unit/media_fit_test \
	%D%/unit/media_cases_test \
	%D%/unit/media_test \
	%D%/unit/memory_test \
	%D%/unit/model_test \
	%D%/unit/offer_filter_test \
	%D%/unit/offers_test \
	%D%/unit/outline_test \
	%D%/unit/own_test \
	%D%/unit/ownership_test \
	%D%/unit/painter_test \
	%D%/unit/page_test \
	%D%/unit/parameter_test \
	%D%/unit/percentile_test \
	%D%/unit/percentiles_test \
	%D%/unit/picker_test \
	%D%/unit/place_test \
	%D%/unit/plan_file_test \
	%D%/unit/plan_kept_test \
	%D%/unit/plan_study_test \
	%D%/unit/plot_test \
	%D%/unit/policy_test \
	%D%/unit/prices_hostile_test \
	%D%/unit/prices_rows_test \
	%D%/unit/prices_test \
	%D%/unit/prompt_test \
	%D%/unit/progress_test \
	%D%/unit/pile_test \
	%D%/unit/pile_view_test \
	%D%/unit/property_test \
	%D%/unit/ranking_test \
	%D%/unit/rate_limit_test \
	%D%/unit/reason_test \
	%D%/unit/rule_test \
	%D%/unit/replicas_test \
	%D%/unit/scenario_test \
	%D%/unit/screens_test \
	%D%/unit/serve_alternatives_test \
	%D%/unit/serve_choice_test \
	%D%/unit/serve_loads_test \
	%D%/unit/serve_room_test \
	%D%/unit/serve_test \
	%D%/unit/serve_verdict_test \
	%D%/unit/serving_test \
	%D%/unit/session_draw_test \
	%D%/unit/session_rows_test \
	%D%/unit/session_test \
	%D%/unit/settings_test \
	%D%/unit/shown_test \
	%D%/unit/slider_test \
	%D%/unit/step_test \
	%D%/unit/studies_test \
	%D%/unit/study_word_test \
	%D%/unit/table_test \
	%D%/unit/theme_test \
	%D%/unit/trace_test \
	%D%/unit/train_test \
	%D%/unit/training_cases_test \
	%D%/unit/training_fit_test \
	%D%/unit/training_test \
	%D%/unit/turn_test \
	%D%/unit/undo_test \
	%D%/unit/weights_test \
	%D%/unit/window_test \
	%D%/unit/wizard_test

# The same with the pseudo-terminal driver, support/pty.h.
PTY_TESTS = \
	%D%/screen/long_runs \
	%D%/screen/planner \
	%D%/screen/planner_bench \
	%D%/screen/planner_colors \
	%D%/screen/planner_ends \
	%D%/screen/planner_faults \
	%D%/screen/planner_files \
	%D%/screen/planner_link \
	%D%/screen/planner_looks \
	%D%/screen/planner_measure \
	%D%/screen/planner_mouse \
	%D%/screen/planner_mouse_modes \
	%D%/screen/planner_newcomer \
	%D%/screen/planner_prompt \
	%D%/screen/planner_terminals \
	%D%/screen/wizard \
	%D%/unit/support_pty

# Programs that tests start.
PTY_HELPERS = \
	%D%/support/shown \
	%D%/support/tui_demo

# Run by sh; they source support/tap.sh.
SHELL_TESTS = \
	%D%/cli/accuracy.sh \
	%D%/cli/batch.sh \
	%D%/cli/benchmark.sh \
	%D%/cli/bootstrap.sh \
	%D%/cli/catalog.sh \
	%D%/cli/claims.sh \
	%D%/cli/commands.sh \
	%D%/cli/compare.sh \
	%D%/cli/cost.sh \
	%D%/cli/curve.sh \
	%D%/cli/estimate.sh \
	%D%/cli/experts.sh \
	%D%/cli/explain.sh \
	%D%/cli/export.sh \
	%D%/cli/files.sh \
	%D%/cli/filters.sh \
	%D%/cli/fleet.sh \
	%D%/cli/hostile.sh \
	%D%/cli/image.sh \
	%D%/cli/import.sh \
	%D%/cli/launch.sh \
	%D%/cli/guard.sh \
	%D%/cli/help.sh \
	%D%/cli/media.sh \
	%D%/cli/measured.sh \
	%D%/cli/oracle.sh \
	%D%/cli/own.sh \
	%D%/cli/plural.sh \
	%D%/cli/prices.sh \
	%D%/cli/rank.sh \
	%D%/cli/recipes.sh \
	%D%/cli/scale.sh \
	%D%/cli/sweep.sh \
	%D%/cli/sweep_study.sh \
	%D%/cli/train.sh \
	%D%/cli/wizard.sh \
	%D%/lint/banned.sh \
	%D%/lint/circles.sh \
	%D%/lint/citations.sh \
	%D%/lint/data.sh \
	%D%/lint/format.sh \
	%D%/lint/headers.sh \
	%D%/lint/install.sh \
	%D%/lint/layers.sh \
	%D%/lint/man.sh \
	%D%/lint/plural.sh \
	%D%/lint/potfiles.sh \
	%D%/lint/prototypes.sh \
	%D%/lint/readme.sh \
	%D%/lint/shown.sh \
	%D%/lint/size.sh \
	%D%/lint/sources.sh \
	%D%/lint/spdx.sh \
	%D%/lint/studies.sh

# Run by "make check-long" only.
LONG_SHELL_TESTS = \
	%D%/long/recipes.sh

# Files that tests read.
TEST_FILES = \
	%D%/benchmarks/README \
	%D%/benchmarks/aiperf-early-2025.json \
	%D%/benchmarks/aiperf-schema-1.4.json \
	%D%/benchmarks/expected.csv \
	%D%/benchmarks/guidellm-v2.json \
	%D%/benchmarks/inference-perf-eagle-stage3.json \
	%D%/benchmarks/inferencex-glm5-seconds-2026-02.json \
	%D%/benchmarks/llama-bench-b6865.jsonl \
	%D%/benchmarks/llama-bench-b9927.jsonl \
	%D%/benchmarks/sglang-offline-2024-12.jsonl \
	%D%/benchmarks/vllm-bench-all-failed-0.25.1.json \
	%D%/benchmarks/vllm-bench-early-eos-2025-09.json \
	%D%/benchmarks/vllm-bench-serve-0.25.1.json \
	%D%/benchmarks/vllm-bench-sweep-0.25.1.json \
	%D%/configs/INDEX.json \
	%D%/configs/command-r-plus-104b.config.json \
	%D%/configs/deepseek-v2-lite.config.json \
	%D%/configs/deepseek-v3.2.config.json \
	%D%/configs/falcon-mamba-7b-bnb4.config.json \
	%D%/configs/gemma-2-27b.config.json \
	%D%/configs/gemma-4-26b-a4b.config.json \
	%D%/configs/glm-4.5-air.config.json \
	%D%/configs/gpt-oss-120b.config.json \
	%D%/configs/gpt2-xl.config.json \
	%D%/configs/kimi-k2.5.config.json \
	%D%/configs/lfm2-8b-a1b.config.json \
	%D%/configs/llama-3.1-70b-fp8-modelopt.config.json \
	%D%/configs/llama-3.1-8b.config.json \
	%D%/configs/llama-4-maverick-17b-128e.config.json \
	%D%/configs/mamba2-2.7b.config.json \
	%D%/configs/minimax-m2-awq.config.json \
	%D%/configs/minimax-m2.config.json \
	%D%/configs/mistral-small-3.2-24b.config.json \
	%D%/configs/mixtral-8x7b.config.json \
	%D%/configs/nemotron-3-nano-30b-a3b.config.json \
	%D%/configs/nemotron-h-56b.config.json \
	%D%/configs/nvidia--Llama-3.1-70B-Instruct-FP8.hf_quant_config.json \
	%D%/configs/nvidia--NVIDIA-Nemotron-3-Super-120B-A12B-NVFP4.hf_quant_config.json \
	%D%/configs/qwen3-30b-a3b.config.json \
	%D%/configs/qwen3.5-397b-a17b.config.json \
	%D%/configs/qwen3.6-27b-nvfp4-modelopt.config.json \
	%D%/golden/estimate-b200.json \
	%D%/golden/estimate-deepseek.json \
	%D%/golden/estimate-h100x2.json \
	%D%/golden/estimate-llama-cpp.json \
	%D%/golden/estimate-misfit.json \
	%D%/golden/estimate-rate.json \
	%D%/golden/estimate-tpu.json \
	%D%/golden/estimate-unsupported.json \
	%D%/golden/explain-dense.txt \
	%D%/golden/explain-experts-tp8.txt \
	%D%/golden/explain-latents-dp8.txt \
	%D%/golden/explain-llama-cpp.txt \
	%D%/golden/explain-misfit.txt \
	%D%/golden/explain-rate.txt \
	%D%/golden/explain-windows.txt \
	%D%/golden/fleet.txt \
	%D%/golden/fleet_figures.tsv \
	%D%/golden/kv_cache.tsv \
	%D%/golden/monochrome-80x24.txt \
	%D%/golden/parameter_counts.tsv \
	%D%/golden/rank-default.json \
	%D%/golden/rank.html \
	%D%/golden/rank.md \
	%D%/golden/screen-100x30-ascii.txt \
	%D%/golden/screen-100x30-utf8.txt \
	%D%/golden/screen-200x50-ascii.txt \
	%D%/golden/screen-200x50-utf8.txt \
	%D%/golden/screen-60x16-ascii.txt \
	%D%/golden/screen-60x16-utf8.txt \
	%D%/golden/screen-80x24-ascii.txt \
	%D%/golden/screen-80x24-utf8.txt \
	%D%/golden/seed_figures.tsv \
	%D%/golden/training_cases.tsv \
	%D%/prices/README \
	%D%/prices/gpuhunt.csv \
	%D%/prices/lambda.json \
	%D%/prices/plain.csv \
	%D%/prices/runpod.json \
	%D%/prices/skypilot.csv \
	%D%/prices/spheron.json \
	%D%/prices/vast.json

# Headers and scripts that the tests include.
SUPPORT_FILES = \
	%D%/bench/bench.h \
	%D%/support/check.h \
	%D%/support/check_explanation.py \
	%D%/support/check_json.py \
	%D%/support/circles.awk \
	%D%/support/claim_checks.awk \
	%D%/support/claim_verdicts.awk \
	%D%/support/config_home.h \
	%D%/support/drawn.h \
	%D%/support/fail_malloc.c \
	%D%/support/files.h \
	%D%/support/fleets.h \
	%D%/support/imaged.h \
	%D%/support/imported.h \
	%D%/support/interviewed.h \
	%D%/support/key_name.h \
	%D%/support/later.py \
	%D%/support/locales.sh \
	%D%/support/long_words.awk \
	%D%/support/long_words.sh \
	%D%/support/lsan.supp \
	%D%/support/oracle.py \
	%D%/support/oracle_memory.py \
	%D%/support/oracle_speed.py \
	%D%/support/piled.h \
	%D%/support/planner_pty.h \
	%D%/support/planner_rig.h \
	%D%/support/price_rows.h \
	%D%/support/priced.h \
	%D%/support/prototypes.awk \
	%D%/support/published.h \
	%D%/support/random.h \
	%D%/support/recipe.sh \
	%D%/support/run-unit.sh \
	%D%/support/shipped.h \
	%D%/support/solved.h \
	%D%/support/step_spec.h \
	%D%/support/student.h \
	%D%/support/studied.h \
	%D%/support/tap.sh \
	%D%/support/without-cmocka.sh \
	%D%/support/without-vterm.sh

# Measurements against the bars of the design: "make bench", no part of "make check".
SOLVE_BENCHES = \
	%D%/bench/prices \
	%D%/bench/scale \
	%D%/bench/solve

PTY_BENCHES = \
	%D%/bench/screen

AM_CPPFLAGS += -I$(top_srcdir)/tests $(CMOCKA_CFLAGS) $(VTERM_CFLAGS)
LDADD = $(PTY_ARCHIVE) libfit.a $(LAYERS) $(LAYER_LIBS) $(CMOCKA_LIBS) $(VTERM_LIBS) $(PTY_LIBS)

check_PROGRAMS =
check_LIBRARIES =

# Those that wait come first, short ones last: with several jobs none is left alone in the end.
TESTS =
if HAVE_PTY
check_PROGRAMS += $(PTY_TESTS) $(PTY_HELPERS)
TESTS += $(PTY_TESTS)
PTY_ARCHIVE = libpty.a
check_LIBRARIES += libpty.a
libpty_a_SOURCES = %D%/support/pty.c %D%/support/pty.h
else
TESTS += %D%/support/without-vterm.sh
endif

# What takes minutes: tests of its own, and those that take a choice of their cases, with all of them.
LONG_TESTS = $(LONG_SHELL_TESTS)
if HAVE_PTY
LONG_TESTS += %D%/screen/planner_faults
endif

if HAVE_CMOCKA
LONG_TESTS += %D%/unit/import_hostile_test %D%/unit/screens_test %D%/unit/session_draw_test
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)
else
TESTS += %D%/support/without-cmocka.sh
endif
TESTS += $(SHELL_TESTS)

EXTRA_DIST += $(SHELL_TESTS) $(LONG_SHELL_TESTS) $(TEST_FILES) $(SUPPORT_FILES)

TEST_EXTENSIONS = .sh
LOG_COMPILER = $(SHELL) $(top_srcdir)/%D%/support/run-unit.sh
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
SH_LOG_DRIVER = $(LOG_DRIVER)
SH_LOG_COMPILER = $(SHELL)

# The same for every user: a home of its own for each test, in which somebody has planned before, no colours,
# a fixed day (2026-11-20), a UTF-8 locale.
AM_TESTS_ENVIRONMENT = \
	unset NO_COLOR COLORFGBG COLUMNS LINES LANGUAGE LC_CTYPE LC_NUMERIC CDPATH; \
	rm -f '$(abs_builddir)/tests/home/$(@F).d/.local/state/gpuplan'/recovered*.json; \
	mkdir -p '$(abs_builddir)/tests/home/$(@F).d/.local/state/gpuplan'; \
	: >'$(abs_builddir)/tests/home/$(@F).d/.local/state/gpuplan/planned'; \
	LC_ALL=C.UTF-8 TZ=UTC TERM=xterm-256color SOURCE_DATE_EPOCH=1795132800 \
	HOME='$(abs_builddir)/tests/home/$(@F).d' XDG_CONFIG_HOME= XDG_DATA_HOME= XDG_STATE_HOME= \
	LSAN_OPTIONS=suppressions=$(abs_top_srcdir)/tests/support/lsan.supp:print_suppressions=0 \
	LOCPATH=$(abs_builddir)/tests/locales AM_TAP_AWK='$(AWK)' \
	CMOCKA_MESSAGE_OUTPUT=TAP GPUPLAN_DATADIR='$(abs_top_srcdir)/data' \
	abs_top_srcdir='$(abs_top_srcdir)' abs_top_builddir='$(abs_top_builddir)' \
	GPUPLAN='$(abs_top_builddir)/src/gpuplan$(EXEEXT)' \
	TEST_CC='$(CC)' TEST_NM='$(NM)' \
	TEST_CPPFLAGS='$(DEFAULT_INCLUDES) $(AM_CPPFLAGS) $(CPPFLAGS)'; \
	export LC_ALL LOCPATH AM_TAP_AWK TZ TERM SOURCE_DATE_EPOCH HOME XDG_CONFIG_HOME XDG_DATA_HOME \
	XDG_STATE_HOME LSAN_OPTIONS CMOCKA_MESSAGE_OUTPUT GPUPLAN_DATADIR abs_top_srcdir abs_top_builddir \
	GPUPLAN TEST_CC TEST_NM TEST_CPPFLAGS;

# Locales that the machine need not have; without localedef or its sources the tests say so.
check_DATA = %D%/locales/made
%D%/locales/made: %D%/support/locales.sh
	$(AM_V_GEN)$(SHELL) $(srcdir)/%D%/support/locales.sh $(@D) && : >$@

# Preloaded into the planner: lets its allocations fail. Sanitizers have an allocator of their own.
check_DATA += %D%/support/fail_malloc.so
%D%/support/fail_malloc.so: %D%/support/fail_malloc.c
	$(AM_V_CCLD)$(MKDIR_P) $(@D) && $(CC) $(CPPFLAGS) $(CFLAGS) -fPIC -shared -o $@ \
		$(srcdir)/%D%/support/fail_malloc.c

clean-local:
	rm -rf %D%/home %D%/locales %D%/support/fail_malloc.so

EXTRA_PROGRAMS = $(SOLVE_BENCHES) $(PTY_BENCHES)
CLEANFILES += $(EXTRA_PROGRAMS)
if HAVE_PTY
BENCHES = $(SOLVE_BENCHES) $(PTY_BENCHES)
else
BENCHES = $(SOLVE_BENCHES)
endif

.PHONY: check-long
check-long:
	GPUPLAN_TEST_ALL=1 $(MAKE) $(AM_MAKEFLAGS) check TESTS='$(LONG_TESTS)'

.PHONY: bench
bench: $(BENCHES) src/gpuplan$(EXEEXT)
	@$(AM_TESTS_ENVIRONMENT) for program in $(BENCHES); do ./$$program || exit; done
