// Reads the events of a log group of CloudWatch Logs, by the operations that AWS has. Unlike a
// console, they say when they were.
#pragma once

#include <functional>
#include <map>
#include <regex>
#include <string>
#include <string_view>

#include "drill/readings/output_reader.hpp"
#include "drill/readings/source.hpp"

namespace spotdrill::drill {

/// The events that have come to a log group since the last look, over all of its streams.
class LogGroupReader {
 public:
  LogGroupReader(const NumberSource& definition, const SourceContext& context);

  /// `each` hears of them in the order of their times; some are older than those of the last look.
  void read(const std::function<void(std::string_view message, Instant at)>& each);

 private:
  const std::string group_;
  client::Client& client_;
  const std::int64_t began_;  ///< Units: milliseconds since the epoch, as all of these.
  std::int64_t newest_;
  std::map<std::string, std::int64_t, std::less<>> seen_;  ///< Ids of events that may come again.
};

/// Numbers of messages.
class LogGroupSource : public Source {
 public:
  LogGroupSource(const NumberSource& definition, SourceContext context)
      : events_(definition, context), reader_(definition.pattern) {}

  std::vector<Reading> read() override;
  [[nodiscard]] bool has_own_times() const override { return true; }
  void next_instance() override { reader_.next_instance(); }
  [[nodiscard]] const std::vector<OutputSeries>& series() const override {
    return reader_.series();
  }

 private:
  LogGroupReader events_;
  OutputReader reader_;
};

/// One reading for each message that says that the work is done.
class DoneLogGroupSource : public Source {
 public:
  DoneLogGroupSource(const NumberSource& definition, SourceContext context)
      : events_(definition, context), pattern_(definition.pattern, std::regex::ECMAScript) {}

  std::vector<Reading> read() override;

 private:
  LogGroupReader events_;
  std::regex pattern_;
};

}  // namespace spotdrill::drill
