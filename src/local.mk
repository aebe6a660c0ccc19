# SPDX-License-Identifier: GPL-3.0-or-later
# The program and one library per layer; every source file is listed.

# A program uses the layers in this order; the linker takes them from left to right.
LAYERS = libtui.a libcli.a libreport.a libstudy.a libcatalog.a libcore.a libbase.a
LAYER_LIBS = $(CJSON_LIBS) $(READLINE_LIBS) $(NCURSES_LIBS) $(LIBINTL)

noinst_LIBRARIES += $(LAYERS)

libbase_a_SOURCES = \
	%D%/base/clock.c \
	%D%/base/clock.h \
	%D%/base/conf.c \
	%D%/base/conf.h \
	%D%/base/csv.c \
	%D%/base/csv.h \
	%D%/base/datadir.c \
	%D%/base/datadir.h \
	%D%/base/date.c \
	%D%/base/date.h \
	%D%/base/error.c \
	%D%/base/error.h \
	%D%/base/file.c \
	%D%/base/file.h \
	%D%/base/file_lock.c \
	%D%/base/file_lock.h \
	%D%/base/file_stream.c \
	%D%/base/file_stream.h \
	%D%/base/file_temporary.c \
	%D%/base/file_temporary.h \
	%D%/base/fuzzy.c \
	%D%/base/fuzzy.h \
	%D%/base/hash.c \
	%D%/base/hash.h \
	%D%/base/i18n.c \
	%D%/base/i18n.h \
	%D%/base/json.c \
	%D%/base/json.h \
	%D%/base/json_scan.c \
	%D%/base/json_scan.h \
	%D%/base/json_split.c \
	%D%/base/json_split.h \
	%D%/base/memory.c \
	%D%/base/memory.h \
	%D%/base/name.c \
	%D%/base/name.h \
	%D%/base/print.c \
	%D%/base/print.h \
	%D%/base/quantity.c \
	%D%/base/quantity.h \
	%D%/base/status-table.h \
	%D%/base/status.h \
	%D%/base/text.c \
	%D%/base/text.h \
	%D%/base/utf8.c \
	%D%/base/utf8.h
libbase_a_CPPFLAGS = $(AM_CPPFLAGS) -DLOCALEDIR='"$(localedir)"' \
	-DPKGDATADIR='"$(pkgdatadir)"'

libcore_a_SOURCES = \
	%D%/core/attention.c \
	%D%/core/attention.h \
	%D%/core/band.c \
	%D%/core/band.h \
	%D%/core/certainty.c \
	%D%/core/certainty.h \
	%D%/core/closed_loop.c \
	%D%/core/closed_loop.h \
	%D%/core/constants.h \
	%D%/core/cost.c \
	%D%/core/cost.h \
	%D%/core/crossing.c \
	%D%/core/crossing.h \
	%D%/core/deployment.h \
	%D%/core/engine.c \
	%D%/core/engine.h \
	%D%/core/fleet.c \
	%D%/core/fleet.h \
	%D%/core/goodput.c \
	%D%/core/goodput.h \
	%D%/core/gpu.c \
	%D%/core/gpu.h \
	%D%/core/held.c \
	%D%/core/held.h \
	%D%/core/kv.c \
	%D%/core/kv.h \
	%D%/core/kv_entry.h \
	%D%/core/memory.c \
	%D%/core/memory.h \
	%D%/core/model.c \
	%D%/core/model.h \
	%D%/core/ownership.c \
	%D%/core/ownership.h \
	%D%/core/open_loop.c \
	%D%/core/open_loop.h \
	%D%/core/percentile.c \
	%D%/core/percentile.h \
	%D%/core/physical_limit.c \
	%D%/core/physical_limit.h \
	%D%/core/pile.c \
	%D%/core/pile.h \
	%D%/core/rate_limit.c \
	%D%/core/rate_limit.h \
	%D%/core/serving.c \
	%D%/core/serving.h \
	%D%/core/step.c \
	%D%/core/step.h \
	%D%/core/step_exchange.c \
	%D%/core/step_exchange.h \
	%D%/core/step_part.c \
	%D%/core/step_part.h \
	%D%/core/trace.c \
	%D%/core/training.c \
	%D%/core/training.h \
	%D%/core/training_constants.h \
	%D%/core/training_memory.c \
	%D%/core/training_memory.h \
	%D%/core/training_shape.c \
	%D%/core/trace.h

libcatalog_a_SOURCES = \
	%D%/catalog/alias.c \
	%D%/catalog/alias.h \
	%D%/catalog/area.c \
	%D%/catalog/area.h \
	%D%/catalog/catalog.c \
	%D%/catalog/catalog.h \
	%D%/catalog/entries.c \
	%D%/catalog/entries.h \
	%D%/catalog/fields.c \
	%D%/catalog/fields.h \
	%D%/catalog/id_table.c \
	%D%/catalog/id_table.h \
	%D%/catalog/image.c \
	%D%/catalog/image.h \
	%D%/catalog/import/architecture.c \
	%D%/catalog/import/architecture.h \
	%D%/catalog/import/feed.c \
	%D%/catalog/import/feed.h \
	%D%/catalog/import/field-table.h \
	%D%/catalog/import/gguf-table.h \
	%D%/catalog/import/gguf.c \
	%D%/catalog/import/gguf.h \
	%D%/catalog/import/import.c \
	%D%/catalog/import/import.h \
	%D%/catalog/import/mixer.c \
	%D%/catalog/import/mixer.h \
	%D%/catalog/import/pattern.c \
	%D%/catalog/import/pattern.h \
	%D%/catalog/import/quantisation.c \
	%D%/catalog/import/quantisation.h \
	%D%/catalog/import/shape.c \
	%D%/catalog/import/shape.h \
	%D%/catalog/import/stored.c \
	%D%/catalog/import/stored.h \
	%D%/catalog/import/tensors.c \
	%D%/catalog/import/tensors.h \
	%D%/catalog/import/type-table.h \
	%D%/catalog/import/write.c \
	%D%/catalog/import/write.h \
	%D%/catalog/load.c \
	%D%/catalog/load.h \
	%D%/catalog/load_engines.c \
	%D%/catalog/load_hardware.c \
	%D%/catalog/load_models.c \
	%D%/catalog/load_ownership.c \
	%D%/catalog/load_places.c \
	%D%/catalog/load_prices.c \
	%D%/catalog/load_providers.c \
	%D%/catalog/ownership-table.h \
	%D%/catalog/parameter-binding.h \
	%D%/catalog/parameters.c \
	%D%/catalog/power_price.c \
	%D%/catalog/power_price.h \
	%D%/catalog/place.c \
	%D%/catalog/place.h \
	%D%/catalog/prices/gpu_name.c \
	%D%/catalog/prices/gpu_name.h \
	%D%/catalog/prices/instance-table.h \
	%D%/catalog/prices/merge.c \
	%D%/catalog/prices/merge.h \
	%D%/catalog/prices/offers.c \
	%D%/catalog/prices/offers.h \
	%D%/catalog/prices/price-format-table.h \
	%D%/catalog/prices/price-problem-table.h \
	%D%/catalog/prices/prices.c \
	%D%/catalog/prices/prices.h \
	%D%/catalog/prices/reading.c \
	%D%/catalog/prices/reading.h \
	%D%/catalog/prices/replies.c \
	%D%/catalog/prices/replies.h \
	%D%/catalog/prices/rows.c \
	%D%/catalog/prices/rows.h \
	%D%/catalog/prices/tables.c \
	%D%/catalog/prices/tables.h \
	%D%/catalog/suggest.c \
	%D%/catalog/suggest.h \
	%D%/catalog/traffic_file.c \
	%D%/catalog/traffic_file.h \
	%D%/catalog/words.c \
	%D%/catalog/words.h

libstudy_a_SOURCES = \
	%D%/study/accuracy-table.h \
	%D%/study/accuracy.c \
	%D%/study/accuracy.h \
	%D%/study/accuracy_csv.c \
	%D%/study/accuracy_csv.h \
	%D%/study/accuracy_percentiles.c \
	%D%/study/accuracy_percentiles.h \
	%D%/study/allowance.c \
	%D%/study/allowance.h \
	%D%/study/row.c \
	%D%/study/row.h \
	%D%/study/batch.c \
	%D%/study/batch.h \
	%D%/study/batch_explain.c \
	%D%/study/batch_explain.h \
	%D%/study/batch_pile.c \
	%D%/study/batch_pile.h \
	%D%/study/batch_sensitivity.c \
	%D%/study/batch_sensitivity.h \
	%D%/study/batch_study.c \
	%D%/study/batch_way.c \
	%D%/study/batch_way.h \
	%D%/study/choice-table.h \
	%D%/study/contest.c \
	%D%/study/contest.h \
	%D%/study/curve_points.c \
	%D%/study/curve_points.h \
	%D%/study/curves.c \
	%D%/study/curves.h \
	%D%/study/comparison.c \
	%D%/study/comparison.h \
	%D%/study/explain.c \
	%D%/study/explain.h \
	%D%/study/explain_lines.c \
	%D%/study/explain_lines.h \
	%D%/study/explain_order.c \
	%D%/study/explain_order.h \
	%D%/study/explain-table.h \
	%D%/study/explain_trace.c \
	%D%/study/explain_trace.h \
	%D%/study/fleet.c \
	%D%/study/fleet.h \
	%D%/study/fleet_bill.c \
	%D%/study/fleet_bill.h \
	%D%/study/fleet_explain.c \
	%D%/study/fleet_explain.h \
	%D%/study/fleet_offer.c \
	%D%/study/fleet_offer.h \
	%D%/study/fleet_study.c \
	%D%/study/fleet_sensitivity.c \
	%D%/study/fleet_sensitivity.h \
	%D%/study/interview.c \
	%D%/study/interview.h \
	%D%/study/interview_answer.c \
	%D%/study/interview_answer.h \
	%D%/study/measured-column-table.h \
	%D%/study/measured.c \
	%D%/study/measured.h \
	%D%/study/measured_book.h \
	%D%/study/measured_file.c \
	%D%/study/measured_file.h \
	%D%/study/measured_guard.c \
	%D%/study/measured_guard.h \
	%D%/study/measured_run.c \
	%D%/study/measured_run.h \
	%D%/study/metric-table.h \
	%D%/study/metric.c \
	%D%/study/metric.h \
	%D%/study/metric_value.c \
	%D%/study/metric_value.h \
	%D%/study/neighbour.c \
	%D%/study/neighbour.h \
	%D%/study/offer_count.c \
	%D%/study/offer_count.h \
	%D%/study/offer_filter.c \
	%D%/study/offer_filter.h \
	%D%/study/offer_warn.c \
	%D%/study/offer_warn.h \
	%D%/study/own.c \
	%D%/study/own.h \
	%D%/study/own_answer.c \
	%D%/study/own_answer.h \
	%D%/study/own_explain.c \
	%D%/study/own_explain.h \
	%D%/study/own_input.c \
	%D%/study/own_input.h \
	%D%/study/own_judge.c \
	%D%/study/own_judge.h \
	%D%/study/own_sensitivity.c \
	%D%/study/own_sensitivity.h \
	%D%/study/own_study.c \
	%D%/study/parameter-table.h \
	%D%/study/parameter.c \
	%D%/study/parameter.h \
	%D%/study/parameter_name.c \
	%D%/study/parameter_name.h \
	%D%/study/percentile_rows.c \
	%D%/study/percentile_rows.h \
	%D%/study/provider_filter.c \
	%D%/study/provider_filter.h \
	%D%/study/question-table.h \
	%D%/study/question.h \
	%D%/study/reason-table.h \
	%D%/study/reason.c \
	%D%/study/reason.h \
	%D%/study/region_name.c \
	%D%/study/region_name.h \
	%D%/study/replica.c \
	%D%/study/replica.h \
	%D%/study/result.c \
	%D%/study/result.h \
	%D%/study/scale.c \
	%D%/study/scale.h \
	%D%/study/scenario.c \
	%D%/study/scenario_deadline.c \
	%D%/study/scenario.h \
	%D%/study/scenario_json.c \
	%D%/study/scenario_json.h \
	%D%/study/scenario_kind.c \
	%D%/study/scenario_kind.h \
	%D%/study/scenario_load.c \
	%D%/study/scenario_load.h \
	%D%/study/scenario_model.c \
	%D%/study/scenario_place.c \
	%D%/study/scenario_place.h \
	%D%/study/scenario_region.c \
	%D%/study/scenario_text.c \
	%D%/study/scenario_text.h \
	%D%/study/scenario_traffic.c \
	%D%/study/sensitivity.c \
	%D%/study/sensitivity.h \
	%D%/study/serve.c \
	%D%/study/serve.h \
	%D%/study/serve_alternatives.c \
	%D%/study/serve_alternatives.h \
	%D%/study/serve_contend.c \
	%D%/study/serve_contend.h \
	%D%/study/serve_explain.c \
	%D%/study/serve_explain.h \
	%D%/study/serve_judge.c \
	%D%/study/serve_judge.h \
	%D%/study/serve_loads.c \
	%D%/study/serve_loads.h \
	%D%/study/serve_rank.c \
	%D%/study/serve_rank.h \
	%D%/study/serve_room.c \
	%D%/study/serve_room.h \
	%D%/study/serve_offer.c \
	%D%/study/serve_offer.h \
	%D%/study/serve_replicas.c \
	%D%/study/serve_replicas.h \
	%D%/study/serve_study.c \
	%D%/study/study-table.h \
	%D%/study/study.c \
	%D%/study/switch_point.c \
	%D%/study/switch_point.h \
	%D%/study/turn.c \
	%D%/study/turn.h \
	%D%/study/studies.h \
	%D%/study/study.h

libreport_a_SOURCES = \
	%D%/report/accuracy.c \
	%D%/report/accuracy.h \
	%D%/report/accuracy_percentiles.c \
	%D%/report/accuracy_percentiles.h \
	%D%/report/accuracy_table.c \
	%D%/report/accuracy_table.h \
	%D%/report/aim.c \
	%D%/report/aim.h \
	%D%/report/command.c \
	%D%/report/command.h \
	%D%/report/comparison.c \
	%D%/report/comparison.h \
	%D%/report/curves.c \
	%D%/report/curves.h \
	%D%/report/explain.c \
	%D%/report/explain.h \
	%D%/report/fact.c \
	%D%/report/fact.h \
	%D%/report/figure.c \
	%D%/report/figure.h \
	%D%/report/filters.c \
	%D%/report/filters.h \
	%D%/report/fleet_fact.c \
	%D%/report/batch.c \
	%D%/report/batch_fact.c \
	%D%/report/fleet.c \
	%D%/report/format-table.h \
	%D%/report/glossary-table.h \
	%D%/report/grid.c \
	%D%/report/grid.h \
	%D%/report/html.c \
	%D%/report/html_chart.c \
	%D%/report/html_chart.h \
	%D%/report/html_curves.c \
	%D%/report/html_curves.h \
	%D%/report/interview.c \
	%D%/report/interview.h \
	%D%/report/listing-table.h \
	%D%/report/listing.c \
	%D%/report/listing.h \
	%D%/report/listing_write.c \
	%D%/report/listing_write.h \
	%D%/report/machine.c \
	%D%/report/machine.h \
	%D%/report/markdown.c \
	%D%/report/measured_report.c \
	%D%/report/measured_report.h \
	%D%/report/member.c \
	%D%/report/member.h \
	%D%/report/money_curves.c \
	%D%/report/money_curves.h \
	%D%/report/money_report.c \
	%D%/report/money_report.h \
	%D%/report/output.c \
	%D%/report/output.h \
	%D%/report/own.c \
	%D%/report/own.h \
	%D%/report/own_fact.c \
	%D%/report/part_table.c \
	%D%/report/part_table.h \
	%D%/report/phrases.c \
	%D%/report/phrases.h \
	%D%/report/placeholder.c \
	%D%/report/placeholder.h \
	%D%/report/plain_fact.c \
	%D%/report/price_report.c \
	%D%/report/price_report.h \
	%D%/report/rank.c \
	%D%/report/rank.h \
	%D%/report/recommendation.c \
	%D%/report/recommendation.h \
	%D%/report/relief.c \
	%D%/report/relief.h \
	%D%/report/scope.c \
	%D%/report/scope.h \
	%D%/report/sections.c \
	%D%/report/sections.h \
	%D%/report/serving.c \
	%D%/report/serving_fact.c \
	%D%/report/sheet.c \
	%D%/report/sheet.h \
	%D%/report/show.c \
	%D%/report/show.h \
	%D%/report/text_form.c \
	%D%/report/topic-table.h \
	%D%/report/topic.c \
	%D%/report/topic.h \
	%D%/report/turns.c \
	%D%/report/turns.h \
	%D%/report/labels.c \
	%D%/report/labels.h

libcli_a_SOURCES = \
	%D%/cli/accuracy.c \
	%D%/cli/accuracy.h \
	%D%/cli/catalog.c \
	%D%/cli/catalog.h \
	%D%/cli/command-table.h \
	%D%/cli/commands.c \
	%D%/cli/commands.h \
	%D%/cli/compare.c \
	%D%/cli/compare.h \
	%D%/cli/help.c \
	%D%/cli/help.h \
	%D%/cli/import.c \
	%D%/cli/import.h \
	%D%/cli/invocation.c \
	%D%/cli/invocation.h \
	%D%/cli/measurement.c \
	%D%/cli/measurement.h \
	%D%/cli/measurement_book.c \
	%D%/cli/measurement_book.h \
	%D%/cli/measurement_files.c \
	%D%/cli/measurement_files.h \
	%D%/cli/model_files.c \
	%D%/cli/model_files.h \
	%D%/cli/option-table.h \
	%D%/cli/option_row.c \
	%D%/cli/option_row.h \
	%D%/cli/options.c \
	%D%/cli/options.h \
	%D%/cli/progress.c \
	%D%/cli/progress.h \
	%D%/cli/row_reader.c \
	%D%/cli/row_reader.h \
	%D%/cli/sweep.c \
	%D%/cli/sweep.h \
	%D%/cli/wizard.c \
	%D%/cli/wizard.h

libtui_a_SOURCES = \
	%D%/tui/action-table.h \
	%D%/tui/context-table.h \
	%D%/tui/action.c \
	%D%/tui/action.h \
	%D%/tui/actions.c \
	%D%/tui/actions.h \
	%D%/tui/canvas/canvas.c \
	%D%/tui/canvas/canvas.h \
	%D%/tui/canvas/former-style-table.h \
	%D%/tui/canvas/glyph-table.h \
	%D%/tui/canvas/glyph.c \
	%D%/tui/canvas/glyph.h \
	%D%/tui/canvas/look-table.h \
	%D%/tui/canvas/style-table.h \
	%D%/tui/canvas/theme-table.h \
	%D%/tui/canvas/theme.c \
	%D%/tui/canvas/theme.h \
	%D%/tui/canvas/zone.c \
	%D%/tui/canvas/zone.h \
	%D%/tui/input.c \
	%D%/tui/input.h \
	%D%/tui/plan_file.c \
	%D%/tui/plan_file.h \
	%D%/tui/command-line-table.h \
	%D%/tui/command_complete.c \
	%D%/tui/command_complete.h \
	%D%/tui/command_line.c \
	%D%/tui/command_name.c \
	%D%/tui/command_name.h \
	%D%/tui/command_line.h \
	%D%/tui/export.c \
	%D%/tui/export.h \
	%D%/tui/history.c \
	%D%/tui/history.h \
	%D%/tui/planner.c \
	%D%/tui/planner.h \
	%D%/tui/recovered.c \
	%D%/tui/recovered.h \
	%D%/tui/session.c \
	%D%/tui/session.h \
	%D%/tui/settings-table.h \
	%D%/tui/settings.c \
	%D%/tui/settings.h \
	%D%/tui/shown.c \
	%D%/tui/shown.h \
	%D%/tui/terminal/frame_sink.c \
	%D%/tui/terminal/frame_sink.h \
	%D%/tui/terminal/key-table.h \
	%D%/tui/terminal/key.c \
	%D%/tui/terminal/key.h \
	%D%/tui/terminal/key_decoder.c \
	%D%/tui/terminal/key_decoder.h \
	%D%/tui/terminal/key_sequence.c \
	%D%/tui/terminal/key_sequence.h \
	%D%/tui/terminal/line_editor.c \
	%D%/tui/terminal/line_editor.h \
	%D%/tui/terminal/painter.c \
	%D%/tui/terminal/painter.h \
	%D%/tui/terminal/prompt.c \
	%D%/tui/terminal/prompt.h \
	%D%/tui/terminal/readline_guard.c \
	%D%/tui/terminal/readline_guard.h \
	%D%/tui/terminal/signals.c \
	%D%/tui/terminal/signals.h \
	%D%/tui/terminal/terminal.c \
	%D%/tui/terminal/terminal.h \
	%D%/tui/terminal/terminal_draw.c \
	%D%/tui/terminal/terminal_draw.h \
	%D%/tui/terminal/terminal_read.c \
	%D%/tui/terminal/terminal_read.h \
	%D%/tui/terminal/terminal_state.h \
	%D%/tui/terminal/terminfo.c \
	%D%/tui/terminal/terminfo.h \
	%D%/tui/messages.c \
	%D%/tui/messages.h \
	%D%/tui/measuring.c \
	%D%/tui/measuring.h \
	%D%/tui/mouse.c \
	%D%/tui/mouse.h \
	%D%/tui/newcomer.c \
	%D%/tui/newcomer.h \
	%D%/tui/undo.c \
	%D%/tui/undo.h \
	%D%/tui/zone_kind.h \
	%D%/tui/views/answers.c \
	%D%/tui/views/answers.h \
	%D%/tui/views/curves.c \
	%D%/tui/views/curves.h \
	%D%/tui/views/compare.c \
	%D%/tui/views/compare.h \
	%D%/tui/views/decided.c \
	%D%/tui/views/decided.h \
	%D%/tui/views/explain.c \
	%D%/tui/views/explain.h \
	%D%/tui/views/facts.c \
	%D%/tui/views/facts.h \
	%D%/tui/views/filter.c \
	%D%/tui/views/filter.h \
	%D%/tui/views/explain_figures.c \
	%D%/tui/views/explain_figures.h \
	%D%/tui/views/foot.c \
	%D%/tui/views/foot.h \
	%D%/tui/views/frame.c \
	%D%/tui/views/frame.h \
	%D%/tui/views/header.c \
	%D%/tui/views/header.h \
	%D%/tui/views/help.c \
	%D%/tui/views/help.h \
	%D%/tui/views/hint.c \
	%D%/tui/views/hint.h \
	%D%/tui/views/layout.c \
	%D%/tui/views/layout.h \
	%D%/tui/views/loads.c \
	%D%/tui/views/loads.h \
	%D%/tui/views/number_slider.c \
	%D%/tui/views/number_slider.h \
	%D%/tui/views/offers.c \
	%D%/tui/views/offers.h \
	%D%/tui/views/page.c \
	%D%/tui/views/page.h \
	%D%/tui/views/page_layout.c \
	%D%/tui/views/page_layout.h \
	%D%/tui/views/parameters.c \
	%D%/tui/views/parameters.h \
	%D%/tui/views/picker.c \
	%D%/tui/views/picker.h \
	%D%/tui/views/picker_draw.c \
	%D%/tui/views/picker_draw.h \
	%D%/tui/views/picker_items.c \
	%D%/tui/views/picker_items.h \
	%D%/tui/views/picker_preview.c \
	%D%/tui/views/picker_preview.h \
	%D%/tui/views/bottom_line.c \
	%D%/tui/views/bottom_line.h \
	%D%/tui/views/changes.c \
	%D%/tui/views/changes.h \
	%D%/tui/views/share_bar.c \
	%D%/tui/views/share_bar.h \
	%D%/tui/views/views.h \
	%D%/tui/views/wizard.c \
	%D%/tui/views/wizard.h \
	%D%/tui/views/wizard_draw.c \
	%D%/tui/views/wizard_draw.h \
	%D%/tui/views/wizard_end.c \
	%D%/tui/views/wizard_end.h \
	%D%/tui/views/wizard_frame.c \
	%D%/tui/views/wizard_frame.h \
	%D%/tui/views/wizard_lines.c \
	%D%/tui/views/wizard_lines.h \
	%D%/tui/views/settings_screen.c \
	%D%/tui/views/settings_screen.h \
	%D%/tui/views/sign-table.h \
	%D%/tui/views/topic.c \
	%D%/tui/views/topic.h \
	%D%/tui/views/verdict_sign.c \
	%D%/tui/views/verdict_sign.h \
	%D%/tui/widgets/band.c \
	%D%/tui/widgets/band.h \
	%D%/tui/widgets/bar.c \
	%D%/tui/widgets/bar.h \
	%D%/tui/widgets/field.c \
	%D%/tui/widgets/field.h \
	%D%/tui/widgets/keybar.c \
	%D%/tui/widgets/keybar.h \
	%D%/tui/widgets/gutter.c \
	%D%/tui/widgets/gutter.h \
	%D%/tui/widgets/list.c \
	%D%/tui/widgets/list.h \
	%D%/tui/widgets/outline.c \
	%D%/tui/widgets/outline.h \
	%D%/tui/widgets/paragraph.c \
	%D%/tui/widgets/paragraph.h \
	%D%/tui/widgets/plot.c \
	%D%/tui/widgets/plot.h \
	%D%/tui/widgets/plot_axis.c \
	%D%/tui/widgets/plot_axis.h \
	%D%/tui/widgets/rule.c \
	%D%/tui/widgets/rule.h \
	%D%/tui/widgets/slider.c \
	%D%/tui/widgets/slider.h \
	%D%/tui/widgets/table.c \
	%D%/tui/widgets/table.h \
	%D%/tui/workbench.c \
	%D%/tui/workbench.h

bin_PROGRAMS = %D%/gpuplan
%C%_gpuplan_SOURCES = %D%/main.c
%C%_gpuplan_LDADD = $(LAYERS) $(LAYER_LIBS)

# Read by base/datadir.c when the program runs from the build tree; never installed.
noinst_DATA = %D%/uninstalled-datadir
CLEANFILES += %D%/uninstalled-datadir
%D%/uninstalled-datadir: Makefile
	$(AM_V_GEN)$(MKDIR_P) $(@D) && echo '$(abs_top_srcdir)/data' >$@

# The catalog as it lies in memory, see catalog/image.h; installed with its files. Where the program
# that makes it cannot run (cross compiling) or says what is wrong with the files, it stays empty and
# the files are read.
noinst_PROGRAMS = %D%/gpuplan-image
%C%_gpuplan_image_SOURCES = %D%/catalog/image_main.c
%C%_gpuplan_image_LDADD = libcatalog.a libcore.a libbase.a $(CJSON_LIBS) $(LIBINTL)
nodist_pkgdata_DATA = %D%/catalog.image
CLEANFILES += %D%/catalog.image %D%/catalog/image-id.h
%D%/catalog.image: %D%/gpuplan-image$(EXEEXT) $(dist_pkgdata_DATA)
	$(AM_V_GEN)%D%/gpuplan-image$(EXEEXT) $(srcdir)/data $@ || : >$@

# Whatever the image is made by is in its name.
IMAGE_MADE_BY = $(libbase_a_SOURCES) $(libcore_a_SOURCES) $(libcatalog_a_SOURCES)
%D%/catalog/image.$(OBJEXT): %D%/catalog/image-id.h
%D%/catalog/image-id.h: $(IMAGE_MADE_BY) Makefile
	$(AM_V_GEN)$(MKDIR_P) $(@D) && id=`cd $(srcdir) && cat $(IMAGE_MADE_BY) | cksum` && { \
		echo '/* SPDX-License-Identifier: GPL-3.0-or-later */'; \
		echo '/* Made by the build: the sources of the loader. */'; \
		echo "#define IMAGE_ID \"$$id\""; } >$@

# The fit of data/parameters.json and data/bands.json; part of the build, never installed.
noinst_LIBRARIES += libfit.a
libfit_a_SOURCES = \
	%D%/fit/ablation.c \
	%D%/fit/ablation.h \
	%D%/fit/bands.c \
	%D%/fit/bands.h \
	%D%/fit/calibration.c \
	%D%/fit/calibration.h \
	%D%/fit/dataset.c \
	%D%/fit/dataset.h \
	%D%/fit/gauss_newton.c \
	%D%/fit/gauss_newton.h \
	%D%/fit/percentiles.c \
	%D%/fit/percentiles.h \
	%D%/fit/recalibration.c \
	%D%/fit/recalibration.h \
	%D%/fit/report.c \
	%D%/fit/report.h \
	%D%/fit/report_percentiles.c \
	%D%/fit/report_percentiles.h \
	%D%/fit/report_recalibration.c \
	%D%/fit/report_recalibration.h \
	%D%/fit/statistics.c \
	%D%/fit/statistics.h \
	%D%/fit/write.c \
	%D%/fit/write.h

FIT_LAYERS = libfit.a libstudy.a libcatalog.a libcore.a libbase.a
noinst_PROGRAMS += %D%/gpuplan-fit
%C%_gpuplan_fit_SOURCES = %D%/fit/main.c
%C%_gpuplan_fit_LDADD = $(FIT_LAYERS) $(CJSON_LIBS) $(LIBINTL)

# Refits everything from data/measurements.csv (minutes); the files do not change when nothing did.
.PHONY: refit
refit: %D%/gpuplan-fit$(EXEEXT)
	%D%/gpuplan-fit --data $(top_srcdir)/data --write $(top_srcdir)/data/parameters.json
	%D%/gpuplan-fit --data $(top_srcdir)/data --bands $(top_srcdir)/data/bands.json \
		--predictions $(top_srcdir)/data/predictions.csv --ablation \
		--percentile-predictions $(top_srcdir)/data/percentile_predictions.csv \
		--report $(top_srcdir)/data/FIT.txt
