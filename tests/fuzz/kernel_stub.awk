# A kernel that computes nothing: every function with its outputs filled by kernel_stub.h. Read by
# reward/kernel/prototypes.awk.
function includes_first() { return "tests/fuzz/kernel_stub.h" }
function prototype(text, name, parts, count,    i, part, fills) {
    fills = ""
    for (i = 1; i <= count; i++) {
        part = parts[i]
        if (part ~ /^const / && part !~ /\*\*/ || part !~ /[*\[]/ || part ~ /lathe_error \*err$/ || part ~ /\* ?const \*/) {
            if (part !~ /lathe_error \*err$/)
                fills = fills "    (void)" parameter_of(part) ";\n"
            continue
        }
        fills = fills "    STUB_FILL(\"" name "\", " parameter_of(part) ");\n"
    }
    # Weak: kernel_stub.c may know better.
    print "__attribute__((weak)) " text "\n{\n    STUB_REFUSE(\"" name "\", err);\n" fills "    return LATHE_OK;\n}\n" >output
}
