#!/usr/bin/perl
# A service that writes down that it runs: "<monotonic ns> <node> <group> start|alive|stop <pid>", a line every so
# often, each appended by one write, so that lines of different processes never mix.
#
#   ledger.pl FILE [every=MS] [stopping=MS] [lasting=MS] [deaf]
#
# every: the time between two lines, 10; stopping: how long it takes to stop when it is told to, 0; lasting: ends by
# itself after that; deaf: minds no signal that can be ignored.
use strict;
use warnings;
use Fcntl qw(O_WRONLY O_APPEND O_CREAT);
use Time::HiRes qw(clock_gettime usleep CLOCK_MONOTONIC);

my $file = shift or die "usage: ledger.pl FILE [OPTION...]\n";
my %option = (every => 10, stopping => 0, map { /^(\w+)(?:=(\d+))?$/ ? ($1, $2 // 1) : die "bad option $_\n" } @ARGV);
sysopen(my $ledger, $file, O_WRONLY | O_APPEND | O_CREAT, 0666) or die "$file: $!\n";

my $told = 0;
$SIG{INT} = $SIG{TERM} = $option{deaf} ? 'IGNORE' : sub { $told ||= clock_gettime(CLOCK_MONOTONIC) };

sub note {
    my $line = sprintf "%.0f %s %s %s %d\n", clock_gettime(CLOCK_MONOTONIC) * 1e9, $ENV{MOSHA_NODE}, $ENV{MOSHA_GROUP},
        $_[0], $$;
    defined syswrite($ledger, $line) or die "$file: $!\n";
}

note('start');
my $begin = clock_gettime(CLOCK_MONOTONIC);
while (1) {
    usleep($option{every} * 1000);
    my $now = clock_gettime(CLOCK_MONOTONIC);
    last if $told && $now - $told >= $option{stopping} / 1000;
    last if $option{lasting} && $now - $begin >= $option{lasting} / 1000;
    note('alive');
}
note('stop');
