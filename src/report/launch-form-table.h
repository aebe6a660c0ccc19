/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What launch writes besides the command of the engine: LAUNCH_FORM(ID, name of --for, function, whether the server
 * runs in a container or on another machine, help). */
LAUNCH_FORM(COMPOSE, "compose", write_compose, true, N_("a file of Docker Compose"))
LAUNCH_FORM(KUBERNETES, "kubernetes", write_kubernetes, true, N_("a Deployment and a Service of Kubernetes"))
LAUNCH_FORM(SKYPILOT, "skypilot", write_skypilot, true, N_("a service of SkyPilot"))
LAUNCH_FORM(DSTACK, "dstack", write_dstack, true, N_("a service of dstack"))
LAUNCH_FORM(BENCHMARK, "benchmark", write_benchmark, false, N_("the command that measures what was planned"))
