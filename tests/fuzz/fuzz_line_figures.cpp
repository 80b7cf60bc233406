// A line of a program's output: whatever it is, its figures and its shape are bounded, and stand
// where they say.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "drill/readings/line_figures.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace spotdrill::drill;
  const std::string_view line{reinterpret_cast<const char*>(data), size};
  const auto figures = line_figures(line);
  if (figures.size() > line_figures_max) std::abort();
  std::size_t end = 0;
  for (const LineFigure& figure : figures) {
    if (figure.begin < end || figure.end <= figure.begin || figure.end > size) std::abort();
    if (figure.of && !(*figure.of >= 2)) std::abort();
    if (!figure.of && !(figure.value <= 100)) std::abort();
    end = figure.end;
  }
  if (line_shape(line).size() > line_shape_bytes_max) std::abort();
  return 0;
}
