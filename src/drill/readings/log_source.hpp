// Reads the console: numbers of its lines, and what says that the work is done.
#pragma once

#include <regex>

#include "drill/readings/output_reader.hpp"
#include "drill/readings/source.hpp"

namespace spotdrill::drill {

/// The whole lines that have come to a console since the last look.
class ConsoleReader {
 public:
  /// `each` hears of them in order. Progress bars end theirs with a carriage return.
  void read(const std::string& console, const std::function<void(std::string_view)>& each);
  void next_instance() { before_.clear(); }

 private:
  std::string before_;
};

class LogSource : public Source {
 public:
  LogSource(const NumberSource& definition, SourceContext context)
      : context_(std::move(context)), reader_(definition.pattern) {}

  std::vector<Reading> read() override;
  void next_instance() override;
  [[nodiscard]] const std::vector<OutputSeries>& series() const override {
    return reader_.series();
  }

 private:
  SourceContext context_;
  ConsoleReader console_;
  OutputReader reader_;
};

/// One reading for each line that says that the work is done.
class DoneLogSource : public Source {
 public:
  DoneLogSource(const NumberSource& definition, SourceContext context)
      : context_(std::move(context)), pattern_(definition.pattern, std::regex::ECMAScript) {}

  std::vector<Reading> read() override;
  void next_instance() override { console_.next_instance(); }

 private:
  SourceContext context_;
  ConsoleReader console_;
  std::regex pattern_;
};

}  // namespace spotdrill::drill
