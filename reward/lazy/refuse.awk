# What the lazy kernel leaves to the exact one: every function that takes or gives a shape, as LATHE_E_EXACT. Weak: the files
# of this folder know some better. The others are arithmetic and are the shim's. Read by reward/kernel/prototypes.awk.
function includes_first() { return "reward/lazy/shape.h" }
function prototype(text, name, parts, count,    i, unused) {
    if (text !~ /kernel_(shape|list|trace|spline|sweep|lofting|sweeping|filling|prism_how|text|part)/)
        return
    unused = ""
    for (i = 1; i < count; i++)
        unused = unused "    (void)" parameter_of(parts[i]) ";\n"
    print "__attribute__((weak)) " text "\n{\n" unused "    return lazy_exact(err);\n}\n" >output
}
