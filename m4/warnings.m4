# SPDX-License-Identifier: GPL-3.0-or-later
# Compiler and linker flags, taken one by one where the compiler knows them.

# GPUPLAN_TRY_FLAGS(variable, flags, [how: CFLAGS or LDFLAGS])
# Appends to the variable every flag with which a small program still builds without a word.
AC_DEFUN([GPUPLAN_TRY_FLAGS], [
gpuplan_save_CFLAGS=$CFLAGS
gpuplan_save_LDFLAGS=$LDFLAGS
for gpuplan_flag in $2; do
	AC_MSG_CHECKING([whether $CC understands $gpuplan_flag])
	m4_if([$3], [LDFLAGS],
		[LDFLAGS="$gpuplan_save_LDFLAGS $gpuplan_flag -Werror"
		 AC_LINK_IFELSE([AC_LANG_PROGRAM([], [])],
			[gpuplan_known=yes], [gpuplan_known=no])],
		[CFLAGS="$gpuplan_save_CFLAGS $gpuplan_flag -Werror"
		 AC_COMPILE_IFELSE([AC_LANG_SOURCE([int gpuplan_flag_works;])],
			[gpuplan_known=yes], [gpuplan_known=no])])
	AC_MSG_RESULT([$gpuplan_known])
	AS_IF([test "$gpuplan_known" = yes], [AS_VAR_APPEND([$1], [" $gpuplan_flag"])])
done
CFLAGS=$gpuplan_save_CFLAGS
LDFLAGS=$gpuplan_save_LDFLAGS
])

# The warnings that the source is free of, in WARN_CFLAGS.
AC_DEFUN([GPUPLAN_WARNINGS], [
WARN_CFLAGS=
GPUPLAN_TRY_FLAGS([WARN_CFLAGS], [-Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes dnl
-Wmissing-prototypes -Wold-style-definition -Wformat=2 -Wvla -Wpointer-arith -Wcast-qual dnl
-Wundef -Wwrite-strings -Wimplicit-fallthrough -Wlogical-op -Wduplicated-cond])
AC_SUBST([WARN_CFLAGS])
])

# Address and undefined behaviour sanitizers, every finding fatal, in SANITIZE_CFLAGS.
AC_DEFUN([GPUPLAN_SANITIZERS], [
SANITIZE_CFLAGS="-g -fsanitize=address,undefined,float-divide-by-zero,float-cast-overflow"
SANITIZE_CFLAGS="$SANITIZE_CFLAGS -fno-sanitize-recover=all -fno-omit-frame-pointer"
gpuplan_save_CFLAGS=$CFLAGS
CFLAGS="$CFLAGS $SANITIZE_CFLAGS"
AC_MSG_CHECKING([whether the sanitizers work])
AC_LINK_IFELSE([AC_LANG_PROGRAM([], [])],
	[AC_MSG_RESULT([yes])],
	[AC_MSG_RESULT([no])
	 AC_MSG_ERROR([--enable-sanitizers needs a compiler with libasan and libubsan])])
CFLAGS=$gpuplan_save_CFLAGS
AC_SUBST([SANITIZE_CFLAGS])
])

# Stack protection, position independence and read-only relocations, in HARDEN_*.
AC_DEFUN([GPUPLAN_HARDENING], [
HARDEN_CFLAGS=
HARDEN_LDFLAGS=
HARDEN_CPPFLAGS=
GPUPLAN_TRY_FLAGS([HARDEN_CFLAGS], [-fstack-protector-strong -fstack-clash-protection -fPIE])
GPUPLAN_TRY_FLAGS([HARDEN_LDFLAGS], [-pie -Wl,-z,relro -Wl,-z,now], [LDFLAGS])
# Tables of pointers take a tenth of the program otherwise.  Old C libraries start such a program and crash: it is run.
AC_MSG_CHECKING([whether relative relocations can be packed])
gpuplan_save_CFLAGS=$CFLAGS
gpuplan_save_LDFLAGS=$LDFLAGS
CFLAGS="$CFLAGS $HARDEN_CFLAGS"
LDFLAGS="$LDFLAGS $HARDEN_LDFLAGS -Wl,-z,pack-relative-relocs"
AC_RUN_IFELSE([AC_LANG_PROGRAM([[static int there; static int *volatile all[] = { &there, &there, &there };]],
		[[return all[0] != &there || all[2] != &there;]])],
	[AC_MSG_RESULT([yes])
	 HARDEN_LDFLAGS="$HARDEN_LDFLAGS -Wl,-z,pack-relative-relocs"],
	[AC_MSG_RESULT([no])],
	[AC_MSG_RESULT([not known when compiling for another system])])
CFLAGS=$gpuplan_save_CFLAGS
LDFLAGS=$gpuplan_save_LDFLAGS
# _FORTIFY_SOURCE warns without optimisation and must not be defined twice.
AS_CASE([" $CPPFLAGS $CFLAGS "],
	[*_FORTIFY_SOURCE*], [],
	[*" -O0 "*], [],
	[*" -O"*], [HARDEN_CPPFLAGS="-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2"])
AC_SUBST([HARDEN_CFLAGS])
AC_SUBST([HARDEN_LDFLAGS])
AC_SUBST([HARDEN_CPPFLAGS])
])
