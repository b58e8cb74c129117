"""Desks and a hub on a virtual network: whole histories from one seed, checked for lost and doubled lines.

The invariants of sync and where each is proved. ``checks`` and ``world`` run in every history (``make
histories``); the tests of ``tests/db/hub`` run over SQLCipher and PostgreSQL, acceptance over real HTTP.

I1  agreement after quiet       checks._desk_equals_hub; acceptance/test_hub_over_http
I2  repeated is once            network.Weather.double, late; four_faults 1; mutant duplicates_are_applied
I3  no row lost or doubled      checks._every_row_once; acceptance/test_nothing_is_lost…, test_hub_failover
I4  no value lost in silence    checks._nothing_lost; mutants loser_is_not_kept, base_counts_for_all
I5  nothing invented            checks._nothing_lost, _every_row_once
I6  own writes show, no row     desk.SimDesk.unsteady
    gets older
I7  an action shows whole       world.World._watch; hub/test_agreeing: a_business_action_is_never_split
I8  same winner in any order    app/domain/test_merge: every_order_of_arrival, two_concurrent_moves
I9  clocks years wrong          world._skew (days and ten years, jumping); test_merge: clock_far_ahead
I10 revisions without gaps      hub/test_limits: revisions_have_no_gap_while_several_processes_push
I11 cursor with its rows        network.SimEnd._cut (push and page); mutant cursor_before_rows
I12 file back in time, clone    SimDesk.go_back; four_faults 4, two_machines_from_one_image
I13 hub back in time            world.World._disaster; hub/test_agreeing: hub_restored, goes_back_twice
I14 neighbouring versions       world.MIXES, _upgrade; hub/test_versions; mutant upgrade_reads_nothing_again
I15 capture misses nothing      db/test_capture
I16 the same person twice       hub/test_same_person
I17 a bad item waits aside      SimDesk.mend; hub/test_agreeing: bad_row_is_set_aside; mutant page_forgets;
                                sizes: db/sync/test_hostile_bodies, bench
I18 own centre and desk only    hub/test_limits: another_centres_rows, row_of_another_desk; test_earlier
I19 a new desk equals an old    world._fill (newcomers); hub/test_earlier: newest_down_and_the_tail
I20 the light is honest         checks._desk_equals_hub (outbox, cursor); ui/widgets/test_sync_light
I21 a desk is not believed      mallory (in a quarter of the histories everybody signs, and one desk
                                sends whatever it likes); mutants unsigned_is_taken,
                                insert_rewrites, epoch_by_a_desks_word,
                                wraps_from_anybody; hub/test_attacks, db/sync/test_attacks, test_signed
I22 the same cases              handling.case_problems, at_hub: steps, signatures, withdrawals, joins, splits
                                at every desk; after quiet each desk and the hub read the same CaseFiles
                                (through the services: db/sync/test_cases_at_two_desks)
"""
