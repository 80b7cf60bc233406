// A drill while it goes on: on a terminal what has happened, and below it bars, the instance, what
// comes next and what the job prints; plain lines elsewhere.
#pragma once

#include <cstdio>
#include <deque>
#include <vector>

#include "drill/readings/console_lines.hpp"
#include "drill/run/runner.hpp"
#include "report/report.hpp"

namespace spotdrill::report {

struct LiveStyle {
  bool bar = false;  ///< The output is a terminal: one line is written again and again.
  bool colour = false;
  int columns = 80;
  int rows = 24;
};

/// How `file` wants to be written to: NO_COLOR and TERM=dumb are heeded.
LiveStyle live_style(std::FILE* file);

/// The same for text that is written once: on a terminal its words are wrapped.
TextStyle text_style(std::FILE* file);

/// "[#########>          ]  50 %", `columns` wide.
std::string bar_text(double percent, int columns);

/// Writes to a file what a drill does, and keeps it for the report.
class Live : public drill::RunListener {
 public:
  /// `file` outlives it.
  Live(std::FILE* file, LiveStyle style) : file_(file), style_(style) {}
  ~Live() override { clear_bar(); }
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;

  void began(Instant at) override { began_ = at; }
  void happened(Instant at, const std::string& resource, const std::string& text) override;
  void advanced(Instant at, std::optional<double> percent,
                std::optional<double> saved_percent) override;

  /// Writes a line that is none of the drill's happenings.
  void say(const std::string& line);

  void stands(Instant at, const drill::Standing& standing) override;
  void printed(std::string_view text) override;

  /// Takes the view away, before something else is written.
  void clear_bar();

  /// What was told, in order of time.
  [[nodiscard]] std::vector<Happening> story() const;

 private:
  void write_line(std::string line);
  void heed_resizing();
  void draw_bar();
  [[nodiscard]] std::vector<std::string> view();
  [[nodiscard]] std::string standing_line() const;
  [[nodiscard]] std::string stamp(Instant at);

  std::FILE* file_;
  LiveStyle style_;
  std::vector<Happening> story_;
  std::optional<Instant> began_;
  std::optional<Instant> stamped_;  ///< The newest moment that was written.
  Instant now_;
  std::optional<double> percent_;
  std::optional<double> saved_percent_;
  int told_tenth_ = 0;  ///< Plain lines: the last tenth of the work that was told.
  drill::Standing standing_;
  std::deque<std::string> printed_;  ///< The newest lines.
  drill::ConsoleLines console_;
  std::vector<std::string> shown_;   ///< What the terminal shows below what happened.
  std::deque<std::string> written_;  ///< The newest lines above: a terminal may be repainted.
};

}  // namespace spotdrill::report
