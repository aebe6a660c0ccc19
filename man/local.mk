# SPDX-License-Identifier: GPL-3.0-or-later
# Manual pages, in mdoc. gpuplan(1), gpuplan-batch(1) and gpuplan.conf(5) are made
# from the tables of the program, gpuplan-model(7)
# from its data.
dist_man_MANS = %D%/gpuplan-catalog.5
man1_MANS = %D%/gpuplan.1 %D%/gpuplan-batch.1
man5_MANS = %D%/gpuplan.conf.5
man7_MANS = %D%/gpuplan-model.7
EXTRA_DIST += %D%/gpuplan-batch.1.in %D%/gpuplan.conf.5.in
CLEANFILES += %D%/gpuplan-batch.1 %D%/gpuplan-batch.1.tmp %D%/gpuplan.conf.5 %D%/gpuplan.conf.5.tmp
EXTRA_DIST += %D%/gpuplan.1.in %D%/gpuplan-model.7.in %D%/claims.awk %D%/json.awk %D%/mdoc.awk %D%/model.awk %D%/tables.awk
CLEANFILES += %D%/gpuplan.1 %D%/gpuplan.1.tmp %D%/gpuplan-model.7 %D%/gpuplan-model.7.tmp

MANUAL_TABLES = \
	src/base/status-table.h \
	src/cli/command-table.h \
	src/cli/commands.c \
	src/cli/option-table.h \
	src/study/metric-table.h \
	src/study/parameter-table.h \
	src/study/parameter.c \
	src/study/question-table.h \
	src/study/reason-table.h \
	src/study/batch_study.c \
	src/study/fleet_study.c \
	src/study/media_study.c \
	src/study/own_study.c \
	src/study/replica.c \
	src/study/serve_study.c \
	src/study/study-table.h \
	src/study/train_study.c \
	src/tui/action-table.h \
	src/tui/canvas/style-table.h \
	src/tui/canvas/theme-table.h \
	src/tui/command-line-table.h \
	src/tui/context-table.h \
	src/tui/settings-table.h

%D%/gpuplan.1: %D%/gpuplan.1.in %D%/mdoc.awk %D%/tables.awk $(MANUAL_TABLES) Makefile
	$(AM_V_GEN)$(MKDIR_P) $(@D) && rm -f $@ && \
	LC_ALL=C $(AWK) -v src='$(top_srcdir)/src' -v pkgdatadir='$(pkgdatadir)' \
		-f $(srcdir)/%D%/mdoc.awk \
		-f $(srcdir)/%D%/tables.awk $(srcdir)/%D%/gpuplan.1.in >$@.tmp && \
	mv $@.tmp $@

%D%/gpuplan-batch.1: %D%/gpuplan-batch.1.in %D%/mdoc.awk %D%/tables.awk $(MANUAL_TABLES) Makefile
	$(AM_V_GEN)$(MKDIR_P) $(@D) && rm -f $@ && \
	LC_ALL=C $(AWK) -v src='$(top_srcdir)/src' -v pkgdatadir='$(pkgdatadir)' \
		-f $(srcdir)/%D%/mdoc.awk \
		-f $(srcdir)/%D%/tables.awk $(srcdir)/%D%/gpuplan-batch.1.in >$@.tmp && \
	mv $@.tmp $@

%D%/gpuplan.conf.5: %D%/gpuplan.conf.5.in %D%/mdoc.awk %D%/tables.awk $(MANUAL_TABLES) Makefile
	$(AM_V_GEN)$(MKDIR_P) $(@D) && rm -f $@ && \
	LC_ALL=C $(AWK) -v src='$(top_srcdir)/src' -v pkgdatadir='$(pkgdatadir)' \
		-f $(srcdir)/%D%/mdoc.awk \
		-f $(srcdir)/%D%/tables.awk $(srcdir)/%D%/gpuplan.conf.5.in >$@.tmp && \
	mv $@.tmp $@

MODEL_TABLES = data/FIT.txt data/claims.json data/decisions.json data/figures.json data/questions.json data/measurements.csv data/percentile_predictions.csv data/percentiles.csv data/parameters.json data/predictions.csv
MODEL_TABLES += src/core/attention.c src/core/cost.c src/core/goodput.c src/core/gpu.c src/core/kv.c src/core/kv_entry.h
MODEL_TABLES += src/core/memory.c src/core/open_loop.c src/core/percentile.c src/core/serving.c src/core/step.c src/core/step_exchange.c src/core/step_part.c src/core/training.c src/core/training_memory.c
MODEL_TABLES += src/core/embedding.c src/core/media_memory.c src/core/media_rate.c src/core/media_time.c
MODEL_TABLES += src/core/media_work.c src/core/speech.c src/core/transcription.c

%D%/gpuplan-model.7: %D%/gpuplan-model.7.in %D%/claims.awk %D%/json.awk %D%/mdoc.awk %D%/model.awk $(MODEL_TABLES) Makefile
	$(AM_V_GEN)$(MKDIR_P) $(@D) && rm -f $@ && \
	LC_ALL=C $(AWK) -v data='$(top_srcdir)/data' -v src='$(top_srcdir)/src' \
		-f $(srcdir)/%D%/mdoc.awk -f $(srcdir)/%D%/json.awk -f $(srcdir)/%D%/claims.awk \
		-f $(srcdir)/%D%/model.awk $(srcdir)/%D%/gpuplan-model.7.in >$@.tmp && \
	mv $@.tmp $@
