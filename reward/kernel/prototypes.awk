# Reads the headers of the shim and hands each function that returns a status to `prototype(text, name, parts, count)`: its
# declaration on one line, its name and its parameters. With a second -f that defines it, and includes_first, what the
# written file includes before the headers. Usage: awk -v output=FILE -f reward/kernel/prototypes.awk -f THAT HEADERS
BEGIN {
    print "/* Written from the headers of reward/kernel. */" >output
    print "#include \"" includes_first() "\"\n" >output
}
FNR == 1 { print "#include \"" FILENAME "\"" >output }
/^lathe_status kernel_/ { text = ""; open = 1 }
open {
    text = text " " $0
    if ($0 ~ /\);/) {
        open = 0
        hand_over(text)
    }
}
function hand_over(text,    name, inside, parts, count) {
    gsub(/[ \t\n]+/, " ", text)
    sub(/^ /, "", text)
    sub(/\);.*/, ")", text)
    name = text
    sub(/\(.*/, "", name)
    sub(/.* /, "", name)
    inside = text
    sub(/^[^(]*\(/, "", inside)
    sub(/\)$/, "", inside)
    count = split(inside, parts, ", ")
    prototype(text, name, parts, count)
}
function parameter_of(part) {
    sub(/\[.*/, "", part)
    sub(/.*[ *]/, "", part)
    return part
}
