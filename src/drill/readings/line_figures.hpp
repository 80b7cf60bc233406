// What a line of a program's output says of how far it is: pairs such as "3/10", and percentages,
// each with the words around it. Of one line; which figure is the progress is decided by whoever
// has seen all lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spotdrill::drill {

/// What is read of a line; a longer one is cut.
constexpr std::size_t figure_line_bytes_max = 4'096;
constexpr std::size_t line_figures_max = 64;
constexpr std::size_t line_shape_bytes_max = 256;

struct LineFigure {
  enum class Kind : std::uint8_t { Pair, Percent };
  Kind kind = Kind::Percent;
  double value = 0;          ///< Units: bytes where both numbers of a pair say so, else its own.
  std::optional<double> of;  ///< Pair: what it counts to.
  std::string label;         ///< The word before it, lower case: "epoch"; empty: none.
  bool outer = false;        ///< Its label counts what comes again and again: epoch, pass, file.
  bool other = false;        ///< Its label names what is no progress: accuracy, memory, CPU.
  std::optional<double> by;  ///< The whole number before it, such as that of a worker.
  std::size_t begin = 0;     ///< Where it stands in the line.
  std::size_t end = 0;

  bool operator==(const LineFigure&) const = default;
};

/// The pairs and percentages of a line, from left to right. What a terminal would obey is passed
/// over. Dates, paths, addresses, rates and signed numbers are none.
std::vector<LineFigure> line_figures(std::string_view line);

/// They, and of "Epoch 3: 45%" or "epoch 001: 45 / 50" the number of what comes again and again,
/// where the line does not say how many there are.
struct LineRead {
  std::vector<LineFigure> figures;
  std::optional<double> uncounted_cycle;
};
LineRead read_line(std::string_view line);

/// The line with every number as '#' and every bar at no length: what lines of one kind have in
/// common, however far they are.
std::string line_shape(std::string_view line);

}  // namespace spotdrill::drill
