// Floating-point numbers as Java writes them.
#pragma once

#include <string>

namespace spotdrill::asl {

/// Appends a finite number as Double.toString has it: "1.0", "1.0E10", "1.5E-5".
void append_java_double(std::string& out, double number);

}  // namespace spotdrill::asl
